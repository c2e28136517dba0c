import "./keys.js";
import "./palette.js";
import "./forms.js";
import "./line.js";
import "./phone.js";
import "./small.js";
