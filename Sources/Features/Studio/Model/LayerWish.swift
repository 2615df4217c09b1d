package import Engines
package import Kernel

/// Pictures, texts and shapes on one canvas, as somebody orders them.
package enum LayerWish: Hashable, Sendable {
    case document(LayerDocument)
    /// Pictures by a rule; the resolution counts where the order names no size, and the canvas takes its shape from the pictures.
    case layout(PictureLayout, of: [ImageID], resolution: Resolution?)
    case design(DesignWish)

    var takesSize: Bool {
        switch self {
        case .document: false
        case .layout, .design: true
        }
    }

    var inputs: [OrderInput] {
        switch self {
        case .document(let document):
            document.images.map { OrderInput($0, "document") }
                + document.masks.map { OrderInput($0, as: .mask, "document") }
        case .layout(_, let pictures, _):
            pictures.enumerated().map { OrderInput($1, "images[\($0)]") }
        case .design(let wish): wish.picture.map { [OrderInput($0, "images[0]")] } ?? []
        }
    }

    /// What is drawn; `spec` says how large where the wish leaves that open.
    func document(
        _ spec: ImageSpec?,
        _ images: [ImageID: Image],
        _ designs: DesignLibrary
    ) throws(Problem) -> LayerDocument {
        switch self {
        case .document(let document): return document
        case .layout(let layout, let ids, let resolution):
            let pictures = ids.compactMap { id in images[id].map { LayoutPicture(id, $0.size) } }
            let longest = PixelSize(.square, resolution ?? .twoK).width
            let size = spec?.size ?? layout.canvas(for: pictures, longest: longest)
            return try layout.document(of: pictures, on: size)
        case .design(let wish): return try wish.document(spec, designs)
        }
    }

    /// Everything that is set, in the words of whoever orders it.
    var texts: [String] {
        switch self {
        case .document(let document): document.texts
        case .layout(let layout, _, _): layout.labels
        case .design(let wish): wish.texts?.sorted { $0.key < $1.key }.map(\.value) ?? []
        }
    }

    /// What makes it another wish.
    var fingerprint: [String] {
        switch self {
        case .document(let document): ["document", OrderTask.text(of: document)]
        case .layout(let layout, let pictures, let resolution):
            // A layout is plain values in a fixed order.
            ["layout", String(reflecting: layout), resolution?.rawValue ?? ""] + pictures.map(\.text)
        case .design(let wish): wish.fingerprint
        }
    }

    /// Where a text stands that somebody wrote, as problems name it; nil for the place in the document.
    var textField: String? {
        switch self {
        case .document: nil
        case .layout: "layout.labels"
        case .design: "texts"
        }
    }
}
