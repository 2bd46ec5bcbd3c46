// A photo, where the bot waits for one: made smaller here, which leaves behind what the camera knew, and never kept in this phone.
import { announce, find, on } from "./dom.js";
import { word } from "./words.js";

const LONGEST = 1600; // pixels
const input = find("photo-file");

async function smaller(photo) {
  const image = await createImageBitmap(photo);
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff"; // behind what is see-through
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail()), "image/jpeg", 0.8));
}

/** Camera or album: the phone asks which. */
export const pick = () => input.click();

export function start(submit) {
  input.addEventListener("change", async () => {
    const [photo] = input.files;
    const note = find("too-long");
    note.hidden = true;
    try {
      if (photo) submit({ photo: await smaller(photo), label: word("photo_mine") });
    } catch {
      note.textContent = word("photo_no");
      note.hidden = false;
      announce(note.textContent);
    }
    input.value = ""; // the same photo may be chosen again
  });
  on("photo", "click", pick);
}
