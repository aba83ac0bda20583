/** What the demo page promises, each as a visit to it. */
import assert from 'node:assert/strict';
import { faintTexts } from './contrast.mjs';

const day = 86400;

const situations = {
  Genuine: ['ACTIVE', 'ok'],
  'Copied to another domain': ['INVALID', 'domain_mismatch'],
  'Look-alike domain': ['INVALID', 'domain_mismatch'],
  'Not bound': ['INVALID', 'domain_missing'],
  'In grace': ['GRACE', 'license_in_grace'],
  Expired: ['EXPIRED', 'license_expired'],
  'Clock put back': ['NOT_YET_VALID', 'issued_in_future'],
  'Tampered plan': ['INVALID', 'signature_invalid'],
  'Wrong key': ['INVALID', 'signature_invalid'],
  'Unknown key id': ['INVALID', 'key_unknown'],
  'Algorithm “none”': ['INVALID', 'algorithm_not_allowed'],
  Suspended: ['SUSPENDED', 'license_suspended'],
  'Feature missing': ['FORBIDDEN', 'feature_missing'],
};

/**
 * Each is a visit of its own, in a fresh page that `opens` with ACTIVE ok unless said otherwise.
 * `policy`: the server's Content-Security-Policy; `host`: its name; `complaints`: those expected on the console;
 * the rest says how the page is looked at, in Playwright's words.
 */
export const cases = [
  ...Object.entries(situations).map(([name, [status, code]]) => ({
    name: `situation: ${name}`,
    async visit(demo) {
      // From a refusal and from a grant: a situation sets everything, whatever came before.
      await demo.play(name === 'Suspended' ? 'Expired' : 'Suspended');
      await demo.decides(...situations[name === 'Suspended' ? 'Expired' : 'Suspended']);
      await demo.play(name);
      await demo.decides(status, code);
      assert.equal(await demo.page.locator('[aria-pressed=true]', { hasText: name }).count(), 1);
      const failed = demo.page.locator('#steps li[data-decides] .result code');
      assert.deepEqual(await failed.allInnerTexts(), ['ACTIVE', 'GRACE'].includes(status) ? [] : [code]);
      await demo.play('Genuine');
      await demo.decides('ACTIVE', 'ok');
    },
  })),
  {
    name: 'there is a button for each situation tested here, and no other',
    async visit(demo) {
      assert.deepEqual(await demo.page.locator('#situations button').allInnerTexts(), Object.keys(situations));
    },
  },
  {
    name: 'a granted license shows what it grants',
    async visit(demo) {
      const facts = await demo.page.locator('#facts').innerText();
      for (const fact of [
        'pro',
        'export',
        'sso',
        'seats 25',
        'projects 100',
        'app.example.com, by *.example.com',
        'customer-4711',
      ])
        assert.ok(facts.includes(fact), `${fact} in ${facts}`);
      await demo.play('Expired');
      await demo.decides('EXPIRED', 'license_expired');
      assert.ok(
        !(await demo.page.locator('#facts').innerText()).includes('export'),
        'a refused license grants nothing',
      );
    },
  },
  {
    name: 'a character changed in the signature',
    async visit(demo) {
      await demo.page.locator('#token').evaluate((token) => {
        const at = token.value.lastIndexOf('.') + 100;
        token.focus();
        token.setSelectionRange(at, at + 1);
      });
      const token = await demo.value('token');
      await demo.page.keyboard.type(token[token.lastIndexOf('.') + 100] === 'A' ? 'B' : 'A');
      await demo.decides('INVALID', 'signature_invalid');
      assert.match(await demo.step('signature'), /was passed/);
      assert.equal(
        (await demo.page.locator('#token-colors').innerText()).replace('\u200b', ''),
        await demo.value('token'),
      );
      await demo.page.getByRole('button', { name: 'Sign', exact: true }).click();
      await demo.decides('ACTIVE', 'ok');
    },
  },
  {
    name: 'no token, and no token at all',
    async visit(demo) {
      await demo.fill('token', '');
      await demo.decides('INVALID', 'token_missing');
      await demo.fill('token', 'a.b.c.d');
      await demo.decides('INVALID', 'token_malformed');
    },
  },
  {
    name: 'the host decides, as it is typed',
    async visit(demo) {
      await demo.fill('host', 'www.example.org');
      await demo.decides('INVALID', 'domain_mismatch');
      await demo.fill('host', 'EXAMPLE.com:8080');
      await demo.decides('ACTIVE', 'ok');
      await demo.fill('host', 'a.b.example.com');
      await demo.decides('INVALID', 'domain_mismatch');
      await demo.fill('host', '');
      await demo.decides('INVALID', 'host_unavailable');
      await demo.fill('host', 'https://example.com/');
      await demo.decides('INVALID', 'host_malformed');
      await demo.fill('host', 'localhost:5173');
      await demo.decides('INVALID', 'domain_mismatch');
      await demo.unfold();
      await demo.page.locator('[name=allowLoopback]').check();
      await demo.decides('ACTIVE', 'ok');
    },
  },
  {
    name: 'the clock, to the second',
    async visit(demo) {
      const [tolerance, grace] = [60, 7 * day];
      for (const [seconds, status, code] of [
        [tolerance - 1, 'ACTIVE', 'ok'],
        [tolerance, 'GRACE', 'license_in_grace'],
        [tolerance + grace - 1, 'GRACE', 'license_in_grace'],
        [tolerance + grace, 'EXPIRED', 'license_expired'],
      ]) {
        await demo.clockFromExpiry(seconds);
        await demo.decides(status, code);
      }
      assert.match(await demo.step('time'), /was passed/);
      await demo.page.getByRole('button', { name: 'Now', exact: true }).click();
      await demo.decides('ACTIVE', 'ok');
    },
  },
  {
    name: 'the clock as a slider',
    async visit(demo) {
      const slider = demo.page.getByRole('slider', { name: 'Clock' });
      await slider.press('End');
      await demo.decides('EXPIRED', 'license_expired');
      assert.ok(await slider.getAttribute('aria-valuetext'));
      await slider.press('Home');
      await demo.decides('NOT_YET_VALID', 'issued_in_future');
    },
  },
  {
    name: 'a license that runs out while the page is open',
    async visit(demo) {
      await demo.page.clock.install();
      await demo.page.reload(); // only now does the page see the clock that can be moved
      await demo.decides('ACTIVE', 'ok');
      await demo.page.clock.fastForward(61 * day * 1000);
      await demo.decides('GRACE', 'license_in_grace');
    },
  },
  {
    name: 'form and JSON say the same',
    async visit(demo) {
      await demo.unfold();
      await demo.fill('plan', 'team');
      await demo.fill('limits', 'seats 3');
      await demo.fill('features', '');
      const claims = JSON.parse(await demo.value('payload'));
      assert.deepEqual([claims.plan, claims.limits, 'features' in claims], ['team', { seats: 3 }, false]);
      await demo.page.locator('#facts', { hasText: 'seats 3' }).waitFor();

      await demo.fill('payload', JSON.stringify({ ...claims, plan: 'solo', domains: ['other.example'] }));
      assert.deepEqual([await demo.value('plan'), await demo.value('domains')], ['solo', 'other.example']);
      await demo.decides('INVALID', 'domain_mismatch');
    },
  },
  {
    name: 'claims are signed as written, mistakes included',
    async visit(demo) {
      await demo.unfold();
      const payload = await demo.value('payload');
      await demo.fill('payload', payload.replace('{', '{ "plan": "first",'));
      await demo.decides('INVALID', 'claims_malformed');
      await demo.fill('payload', payload.slice(0, -1));
      await demo.decides('INVALID', 'claims_malformed');
      await demo.page.getByText('not a JSON object').waitFor();
    },
  },
  {
    name: 'keys: PEM, another pair, and the issuer’s again',
    async visit(demo) {
      await demo.page.getByLabel('PEM', { exact: true }).check();
      assert.match(await demo.value('keys'), /^-----BEGIN PUBLIC KEY-----/);
      await demo.decides('ACTIVE', 'ok');
      await demo.page.getByRole('button', { name: 'Make a new key pair' }).click();
      await demo.decides('INVALID', 'signature_invalid'); // a PEM bears no key id: it is tried, and does not fit
      await demo.page.getByLabel('JWKS', { exact: true }).check();
      await demo.decides('INVALID', 'key_unknown');
      await demo.page.getByRole('button', { name: 'Take the issuer’s' }).click();
      await demo.decides('ACTIVE', 'ok');
    },
  },
  {
    name: 'mistakes in the options are told from decisions',
    async visit(demo) {
      await demo.fill('keys', 'no key');
      await demo.decides('No verifier', 'keys_invalid');
      assert.equal(await demo.page.locator('#steps li').count(), 0);
      await demo.page.getByRole('button', { name: 'Take the issuer’s' }).click();
      await demo.decides('ACTIVE', 'ok');
      await demo.unfold();
      await demo.fill('graceDays', '-1');
      await demo.decides('No verifier', 'options_invalid');
      await demo.fill('graceDays', '0');
      await demo.decides('ACTIVE', 'ok');
    },
  },
  {
    name: 'options and requirements reach the verifier, and the code to copy',
    async visit(demo) {
      await demo.unfold();
      await demo.fill('issuer', 'https://other.example');
      await demo.decides('INVALID', 'issuer_mismatch');
      await demo.fill('issuer', '');
      await demo.fill('audience', 'desk');
      await demo.decides('INVALID', 'audience_mismatch');
      await demo.fill('aud', 'desk');
      await demo.decides('ACTIVE', 'ok');
      await demo.fill('hwid', 'device-1');
      await demo.decides('FORBIDDEN', 'hardware_mismatch');
      await demo.fill('hardwareId', 'device-1');
      await demo.decides('ACTIVE', 'ok');
      await demo.fill('needPlan', 'enterprise');
      await demo.decides('FORBIDDEN', 'plan_mismatch');
      const code = await demo.page.locator('#snippet').innerText();
      for (const part of [
        'issuer: null,',
        "audience: 'desk',",
        "hardwareId: 'device-1'",
        "require: { plan: 'enterprise' }",
      ])
        assert.ok(code.includes(part), `${part} in ${code}`);
    },
  },
  {
    name: 'every check is listed, in order, and none is left without a word',
    async visit(demo) {
      assert.deepEqual(await demo.page.locator('#steps .name').allInnerTexts(), [
        'form',
        'header',
        'key',
        'signature',
        'claims',
        'issuer',
        'audience',
        'token use',
        'required claims',
        'revocation',
        'status',
        'domain',
        'device',
        'time',
        'requirements',
      ]);
      for (const detail of await demo.page.locator('#steps .detail').allInnerTexts())
        assert.ok(detail.length > 3, `a detail: “${detail}”`);
    },
  },
  {
    name: 'by keyboard alone',
    async visit(demo) {
      const { page } = demo;
      const tabTo = async (wanted) => {
        for (let i = 0; i < 80; i++) {
          await page.keyboard.press('Tab');
          const at = await demo.focusInSight();
          if (at.text === wanted || at.name === wanted) return;
        }
        assert.fail(`no way by Tab to ${wanted}`);
      };
      await tabTo('Skip to the decision');
      await tabTo('Look-alike domain');
      await page.keyboard.press('Enter');
      await demo.decides('INVALID', 'domain_mismatch');
      await tabTo('Who, which, and with what key');
      await page.keyboard.press('Enter');
      await tabTo('kid');
      await tabTo('host');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('example.com');
      await demo.decides('ACTIVE', 'ok');
      await tabTo('moment');
      await page.keyboard.press('End');
      await demo.decides('EXPIRED', 'license_expired');
      await tabTo('clock-now');
      await page.keyboard.press('Space');
      await demo.decides('ACTIVE', 'ok');
      await tabTo('The same in code');
    },
  },
  ...[
    { width: 320, height: 640 },
    { width: 1280, height: 800 },
  ].map((viewport) => ({
    name: `the focus is in sight all the way down and up at ${viewport.width} × ${viewport.height}`,
    viewport,
    async visit(demo) {
      const { page } = demo;
      let stops = 0;
      for (; await page.keyboard.press('Tab').then(() => demo.hasFocus()); stops++) await demo.focusInSight();
      assert.ok(stops > 30, `${stops} stops`);
      for (; await page.keyboard.press('Shift+Tab').then(() => demo.hasFocus()); stops--) await demo.focusInSight();
    },
  })),
  {
    name: 'every control has a name, and the decision is announced',
    async visit(demo) {
      await demo.unfold();
      const nameless = await demo.page.evaluate(() =>
        [...document.querySelectorAll('input, select, textarea, button')]
          .filter((control) => !(control.labels?.length || control.ariaLabel || control.textContent.trim()))
          .map((control) => control.outerHTML),
      );
      assert.deepEqual(nameless, []);
      await demo.play('In grace');
      await demo.page.locator('[role=status]', { hasText: 'GRACE, license in grace.' }).waitFor({ state: 'attached' });
    },
  },
  ...[320, 390, 768, 1280, 1920].map((width) => ({
    name: `no sideways scrolling at ${width} px`,
    viewport: { width, height: 700 },
    async visit(demo) {
      await demo.unfold();
      for (const name of ['Clock put back', 'Tampered plan', 'Genuine']) {
        await demo.play(name);
        await demo.decides(...situations[name]);
        const beyond = await demo.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(beyond <= 0, `${beyond} px beyond the window in “${name}”`);
      }
    },
  })),
  ...['light', 'dark'].map((colorScheme) => ({
    name: `text stands out in ${colorScheme} colors`,
    colorScheme,
    async visit(demo) {
      for (const name of ['Genuine', 'In grace', 'Unknown key id']) {
        await demo.play(name);
        await demo.decides(...situations[name]);
        await demo.unfold();
        assert.deepEqual(await faintTexts(demo.page, 4.5), [], name);
      }
      await demo.fill('keys', 'no key');
      await demo.decides('No verifier', 'keys_invalid');
      assert.deepEqual(await faintTexts(demo.page, 4.5), []);
    },
  })),
  {
    name: 'where motion is not wanted, nothing moves',
    reducedMotion: 'reduce',
    async visit(demo) {
      const moving = await demo.page.evaluate(
        () =>
          [...document.querySelectorAll('*')].filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return transitionDuration !== '0s' || animationName !== 'none';
          }).length,
      );
      assert.equal(moving, 0);
    },
  },
  {
    name: 'where WebAssembly is not allowed, the page says what allows it',
    policy: "script-src 'self'",
    opens: ['No verifier', 'wasm_unavailable'],
    complaints: /wasm-unsafe-eval|WebAssembly/,
    async visit(demo) {
      assert.match(await demo.page.locator('#message').innerText(), /wasm-unsafe-eval/);
    },
  },
  {
    name: 'where browsers make no keys, the page says why',
    host: 'demo.test',
    opens: ['No verifier', 'error'],
    async visit(demo) {
      assert.match(await demo.page.locator('#message').innerText(), /https/);
    },
  },
];
