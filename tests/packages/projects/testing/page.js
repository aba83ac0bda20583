import * as symbolon from 'symbolon/inline';
import * as testing from 'symbolon/testing';
import { use } from './use.cjs';

const report = document.getElementById('report');
const tell = (value) => {
  report.value = JSON.stringify(value);
};
use(testing, symbolon).then(tell, (error) => tell({ error: error.message }));
