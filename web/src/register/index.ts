/** The module of pages that show the register of everyone else who receives something. */
import { CarrelRegister } from './register';

customElements.define('carrel-register', CarrelRegister);
