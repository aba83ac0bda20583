//! What one use asks of a license, beyond what the verifier asks of every token.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use crate::claims::Claims;
use crate::decision::{Code, Refusal, quoted};
use crate::policy::list;

/// How the device must have been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hardware {
    /// The token names this device (`hwid`).
    Matched,
    /// That, or the issuer vouches that some device was checked (`hw_bound`).
    Attested,
}

/// What one use asks of a license. The default asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// Features that must all be among the claim `features`.
    pub features: Vec<String>,
    /// Scopes that must all be among the claims `scp` and `scope`.
    pub scopes: Vec<String>,
    /// Roles of which one must be among the claim `roles`; an empty list requires nothing.
    pub roles: Vec<String>,
    /// The claim `plan`.
    pub plan: Option<String>,
    /// How the device must have been checked.
    pub hardware: Option<Hardware>,
}

impl Requirements {
    /// Judges the claims, for a token used on the device called `hardware_id`.
    pub(crate) fn check(&self, claims: &Claims, hardware_id: Option<&str>) -> Result<(), Refusal> {
        let refuse = |code, message: String| Err(Refusal::because(code, message));
        if let Some(feature) = self.features.iter().find(|feature| !claims.features.contains(feature)) {
            return refuse(
                Code::FeatureMissing,
                ["The license does not include the feature ", &quoted(feature), "."].concat(),
            );
        }
        if let Some(scope) = self.scopes.iter().find(|scope| !claims.scopes.contains(scope)) {
            return refuse(Code::ScopeMissing, ["The token does not include the scope ", &quoted(scope), "."].concat());
        }
        if !self.roles.is_empty() && !self.roles.iter().any(|role| claims.roles.contains(role)) {
            return refuse(
                Code::RoleMissing,
                ["The token does not include the role ", &list(&self.roles), "."].concat(),
            );
        }
        if let Some(plan) = self.plan.as_ref().filter(|plan| claims.plan.as_ref() != Some(plan)) {
            let found = claims.plan.as_deref().map_or("absent".to_owned(), quoted);
            return refuse(
                Code::PlanMismatch,
                ["The license's `plan` is ", &found, "; required is ", &quoted(plan), "."].concat(),
            );
        }
        let matched = device_is_named(claims, hardware_id);
        match self.hardware {
            Some(Hardware::Matched) if !matched => {
                refuse(Code::HardwareMismatch, "The token does not name this device in `hwid`.".to_owned())
            }
            Some(Hardware::Attested) if !matched && !claims.hw_bound => {
                refuse(Code::HardwareMismatch, "The token says of no device that it was checked.".to_owned())
            }
            _ => Ok(()),
        }
    }
}

/// A token that names devices is for those alone, whatever else is asked.
pub(crate) fn check_device(claims: &Claims, hardware_id: Option<&str>) -> Result<(), Refusal> {
    match (&claims.hwid, hardware_id) {
        (None, _) => Ok(()),
        (Some(_), Some(_)) if device_is_named(claims, hardware_id) => Ok(()),
        (Some(_), Some(_)) => Err(Refusal::because(
            Code::HardwareMismatch,
            "The token is for other devices than the one of `hardwareId`.",
        )),
        (Some(_), None) => Err(Refusal::because(
            Code::HardwareMismatch,
            "The token is for certain devices: pass this one's identifier as `hardwareId`.",
        )),
    }
}

fn device_is_named(claims: &Claims, hardware_id: Option<&str>) -> bool {
    match (&claims.hwid, hardware_id) {
        (Some(hwid), Some(id)) => hwid.iter().any(|own| own == id),
        _ => false,
    }
}
