import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  imageByOverlayName,
  readOverlayAt,
  readOverlayImages
} from "./chunk-NTJ4PXTU.js";
import {
  promotionError
} from "./chunk-OJSJWDZA.js";
import {
  notPinned,
  parseImageName,
  sameRepository
} from "./chunk-VNZST3SK.js";
var Node=class{value;next;constructor(value){this.value=value}};var Queue=class{#head;#tail;#size;constructor(){this.clear()}enqueue(value){const node=new Node(value);if(this.#head){this.#tail.next=node;this.#tail=node}else{this.#head=node;this.#tail=node}this.#size++}dequeue(){const current=this.#head;if(!current){return}this.#head=this.#head.next;this.#size--;if(!this.#head){this.#tail=void 0}return current.value}peek(){if(!this.#head){return}return this.#head.value}clear(){this.#head=void 0;this.#tail=void 0;this.#size=0}get size(){return this.#size}*[Symbol.iterator](){let current=this.#head;while(current){yield current.value;current=current.next}}*drain(){while(this.#head){yield this.dequeue()}}};function pLimit(concurrency){let rejectOnClear=false;if(typeof concurrency==="object"){({concurrency,rejectOnClear=false}=concurrency)}validateConcurrency(concurrency);if(typeof rejectOnClear!=="boolean"){throw new TypeError("Expected `rejectOnClear` to be a boolean")}const queue=new Queue;let activeCount=0;const resumeNext=()=>{if(activeCount<concurrency&&queue.size>0){activeCount++;queue.dequeue().run()}};const next=()=>{activeCount--;resumeNext()};const run=async(function_,resolve,arguments_)=>{const result=(async()=>function_(...arguments_))();resolve(result);try{await result}catch{}next()};const enqueue=(function_,resolve,reject,arguments_)=>{const queueItem={reject};new Promise(internalResolve=>{queueItem.run=internalResolve;queue.enqueue(queueItem)}).then(run.bind(void 0,function_,resolve,arguments_));if(activeCount<concurrency){resumeNext()}};const generator=(function_,...arguments_)=>new Promise((resolve,reject)=>{enqueue(function_,resolve,reject,arguments_)});Object.defineProperties(generator,{activeCount:{get:()=>activeCount},pendingCount:{get:()=>queue.size},clearQueue:{value(){if(!rejectOnClear){queue.clear();return}const abortError=AbortSignal.abort().reason;while(queue.size>0){queue.dequeue().reject(abortError)}}},concurrency:{get:()=>concurrency,set(newConcurrency){validateConcurrency(newConcurrency);concurrency=newConcurrency;queueMicrotask(()=>{while(activeCount<concurrency&&queue.size>0){resumeNext()}})}},map:{async value(iterable,function_){const promises=[];try{Array.from(iterable,(value,index)=>{const promise=generator(function_,value,index);promises.push(promise);return promise})}catch(error){for(const promise of promises){promise.catch(()=>{})}throw error}return Promise.all(promises)}}});return generator}function validateConcurrency(concurrency){if(!((Number.isInteger(concurrency)||concurrency===Number.POSITIVE_INFINITY)&&concurrency>0)){throw new TypeError("Expected `concurrency` to be a number from 1 and up")}}
// packages/promotion/named-images.ts
function proposedImage(config, { name, digest }) {
  const found = Object.entries(config.images).find(([, { repository }]) => sameRepository(repository, name));
  if (found !== void 0) return { leg: found[0], name, digest };
  throw promotionError("image-unknown", { name }, `promo.yaml has no image ${name}`);
}
async function imagesOfOverlay(forge, at, config, overlay) {
  const file = await readOverlayAt(forge, at.repository, at.base.commit, overlay);
  return readOverlayImages(file.bytes).map(({ name, repository, digest, line }) => {
    const known = imageByOverlayName(config, name);
    if (known === void 0)
      throw promotionError("image-unknown", { name }, `promo.yaml has no image that overlays call ${name}`);
    if (digest === void 0) throw notPinned(`${name} (line ${String(line)} of the overlay)`, "nothing");
    return { leg: known.leg, name: parseImageName(repository), digest };
  });
}

export {
  pLimit,
  proposedImage,
  imagesOfOverlay
};
