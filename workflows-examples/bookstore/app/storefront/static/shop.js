const list = document.querySelector('#books')
const response = await fetch('/books')
for (const { title, author } of response.ok ? await response.json() : []) {
  const item = document.createElement('li')
  item.textContent = `${title}, ${author}`
  list.append(item)
}
