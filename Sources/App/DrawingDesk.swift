package import Engines
package import FoundationEssentials
import Imaging
package import Kernel

/// Looks at many of Sketch's pictures at once: for whoever adds drawings, and for the documents.
package struct DrawingDesk: Sendable {
    package let illustrator: Illustrator
    private let library: SketchLibrary
    private let sketch: Sketch
    private let imaging: Imaging

    /// One picture of a sheet, and what stands below it.
    package struct Cell: Sendable {
        package let scene: Scene
        package let label: String

        package init(_ scene: Scene, label: String) {
            self.scene = scene
            self.label = label
        }
    }

    /// - Throws: `LibraryDefect`, which names the file and what is wrong with it.
    package init(_ share: ShareFolder) throws {
        imaging = Imaging()
        library = try SketchLibrary(folder: share.folder.appending(path: "sketch"))
        illustrator = Illustrator(library: library)
        sketch = Sketch(library: library, imaging: imaging)
    }

    /// Reads every drawing.
    /// - Throws: `LibraryDefect`.
    /// - Returns: how many there are.
    package func check() throws -> Int {
        try library.check()
        return illustrator.drawings.count
    }

    /// A picture of a scene, as PNG.
    package func picture(of scene: Scene, size: PixelSize) async throws -> Data {
        try await imaging.encode(drawn(scene, size), as: .png)
    }

    /// Pictures of one size in rows, as WebP.
    package func sheet(_ cells: [Cell], size: PixelSize, columns: Int) async throws -> Data {
        let layout = SheetLayout(cells: cells.count, size: size, columns: columns)
        var sheet = try await imaging.draw(svg: layout.ground(labels: cells.map(\.label)), size: layout.whole)
        for (place, cell) in cells.enumerated() {
            try Task.checkCancellation()
            let corner = layout.corner(of: place)
            sheet = try await imaging.blend(drawn(cell.scene, size), over: sheet, x: corner.x, y: corner.y)
        }
        return try await imaging.encode(sheet, as: .webp(quality: 80))
    }

    private func drawn(_ scene: Scene, _ size: PixelSize) async throws -> Picture {
        let order = EngineOrder(
            prompt: .none,
            size: size,
            seed: Seed(clamping: UInt64(scene.seed)),
            style: nil,
            task: .scene(scene)
        )
        guard case .pixels(let picture) = try await sketch.make(order, report: { _ in }).output else {
            throw EngineError.failed
        }
        return picture
    }
}

/// Where the pictures of a sheet lie.
private struct SheetLayout {
    private static let gap = 8
    private static let label = 20

    let cells: Int
    let size: PixelSize
    let columns: Int

    var whole: PixelSize {
        let rows = (cells + columns - 1) / columns
        return PixelSize(
            width: Self.gap + columns * (size.width + Self.gap),
            height: Self.gap + rows * (size.height + Self.label + Self.gap)
        )
    }

    func corner(of place: Int) -> (x: Int, y: Int) {
        (
            Self.gap + place % columns * (size.width + Self.gap),
            Self.gap + place / columns * (size.height + Self.label + Self.gap)
        )
    }

    /// Paper with the labels on it.
    func ground(labels: [String]) -> String {
        let texts = labels.enumerated().map { place, label in
            let corner = corner(of: place)
            let (x, y) = (corner.x + size.width / 2, corner.y + size.height + Self.label - 6)
            return "<text x=\"\(x)\" y=\"\(y)\">\(Self.escaped(label))</text>"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(whole.width)" height="\(whole.height)">
            <rect width="100%" height="100%" fill="#fffdf7"/>
            <g fill="#2b2136" font-family="Noto Sans, Noto Sans CJK TC, sans-serif" font-size="12" \
            text-anchor="middle">\(texts.joined())</g></svg>
            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
