/** Where keys are kept, and what is tried there. */
import { chromium } from './chromium.mjs';
import { files } from './file.mjs';
import { redis } from './redis.mjs';
import { types } from './types.mjs';
import { workerd } from './workerd.mjs';

/**
 * @typedef {{ visit: (task: object) => Promise<{ result?: any, error?: string }>, close?: () => Promise<void> }} Slot
 *   a place for one set, empty at first; `visit` does one task there after a fresh start, see programs/visit.js
 * @typedef {{ slot: (name: string) => Slot, close: () => Promise<void> }} Opened
 * @typedef {{ name: string, run: (given: object) => Promise<void> }} Case
 * @typedef {{ name: string, missing?: () => Promise<string | undefined>, open: (bench: object) => Promise<Opened>, cases: Case[] }} Place
 *   `missing` says what is needed that npm cannot bring, and what would bring it
 */

/** @type {Place[]} */
export const places = [types, ...files, redis, ...workerd, ...chromium];
