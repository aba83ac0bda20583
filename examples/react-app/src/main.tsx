import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defineNotice } from 'symbolon/notice';
import { App } from './App';
import './style.css';

defineNotice();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
