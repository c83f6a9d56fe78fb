// What the tests ask of any reader: it stands on `reader`, which each page defines.
const frameOf = node => node.ownerDocument.defaultView.frameElement.getBoundingClientRect()

const isSeen = node => {
    const frame = frameOf(node)
    return [...node.getClientRects()].some(
        ({ left, right }) => left + frame.left < innerWidth && right + frame.left >= 0)
}

const isScrolled = node => {
    for (let box = node.parentElement; box && box.localName !== 'body'; box = box.parentElement)
        if (getComputedStyle(box).overflowX === 'auto') return true
    return false
}

// The elements that are wider than a page; what stands in a box that scrolls may be.
const tooWide = doc => {
    const column = parseFloat(getComputedStyle(doc.documentElement).columnWidth)
    const room = Math.min(column || innerWidth, innerWidth) + 1
    return [...doc.body.querySelectorAll('*')]
        .filter(node => [...node.getClientRects()].some(({ width }) => width > room))
        .filter(node => !isScrolled(node))
        .map(node => `<${node.localName} class="${node.className}"> ${node.textContent.slice(0, 40)}`)
}

const broken = doc => Promise.all([...doc.images].map(image => image.decode()
    .then(() => image.naturalWidth > 0, () => false)))
    .then(good => [...doc.images].filter((_, at) => !good[at]).map(image => image.alt))

globalThis.ask = {
    // Goes to an address of the book: whether what it names is on the screen; with `whole`, what
    // is in its chapter.
    async visit(href, whole) {
        const doc = await reader.visit(href)
        const target = decodeURIComponent(href.split('#')[1] ?? '')
        const node = target ? doc.getElementById(target) : doc.body
        const found = { isSeen: Boolean(node) && isSeen(node), tooWide: [], broken: [], links: [] }
        if (!whole) return found
        return {
            ...found,
            title: doc.title,
            tooWide: tooWide(doc),
            broken: await broken(doc),
            links: [...doc.querySelectorAll('a[href]')].map(link => link.getAttribute('href')),
        }
    },
}
