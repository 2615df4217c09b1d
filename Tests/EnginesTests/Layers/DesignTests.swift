import Foundation
import Imaging
import Kernel
import TestSupport
import Testing
import Typography

@testable import Engines

/// The designs that ship: each at every aspect, in every language and palette.
struct DesignTests {
    private static let folder = SketchSupport.folder.deletingLastPathComponent().appending(path: "designs")
    private static let loaded = Result { try DesignLibrary(folder: folder) }
    private static let designs = (try? loaded.get().designs) ?? []

    /// One design at one aspect in one language, with a picture or without.
    struct Sheet: CustomTestStringConvertible, Sendable {
        let design: Design
        let ratio: AspectRatio
        let language: Language
        let picture: ImageID?

        var testDescription: String {
            "\(design.id) \(ratio.rawValue) \(language.rawValue)\(picture == nil ? "" : " with a picture")"
        }

        var size: PixelSize { PixelSize(ratio, .oneK) }

        func document(palette: String? = nil) throws -> LayerDocument {
            try design.document(palette: palette, size: size, picture: picture, language: language)
        }
    }

    private static let sheets = designs.flatMap { design in
        design.aspects.flatMap { ratio in
            Language.allCases.flatMap { language in
                [nil, ImageID.sample(1)].filter { picture in
                    picture == nil ? design.picture != .required : design.picture != .none
                }.map { Sheet(design: design, ratio: ratio, language: language, picture: $0) }
            }
        }
    }

    @Test func `they can be read, and each has a name of its own`() throws {
        let designs = try Self.loaded.get().designs
        #expect(designs.count >= 24)
        #expect(Set(designs.map(\.id)).count == designs.count)
    }

    @Test(arguments: sheets)
    func `every text fits its box`(sheet: Sheet) async throws {
        for layer in try sheet.document().layers {
            guard case .text(let text) = layer.content else { continue }
            let metrics = try await LayerSupport.typography.measure(text, in: layer.box.size)
            #expect(metrics.unknown == 0, "\(layer.id)")
            // Legible: at least 1.6 % of the shorter side.
            #expect(metrics.size >= sheet.size.short * 0.016, "\(layer.id)")
        }
    }

    @Test(arguments: sheets)
    func `texts and pictures lie on the canvas, and texts do not lie on each other`(sheet: Sheet) throws {
        let document = try sheet.document()
        let canvas = document.canvas.box
        var texts: [Layer] = []
        for layer in document.layers {
            if case .shape = layer.content { continue }
            #expect(layer.box.intersection(canvas) == layer.box, "\(layer.id)")
            if case .text = layer.content { texts.append(layer) }
        }
        for (place, layer) in texts.enumerated() {
            for other in texts[(place + 1)...] {
                #expect(layer.box.intersection(other.box) == nil, "\(layer.id) and \(other.id)")
            }
        }
    }

    /// WCAG 2.2: large text would need 3, all of ours has 4.5.
    @Test(arguments: sheets)
    func `texts contrast with the colour that they lie on, in every palette`(sheet: Sheet) throws {
        for palette in sheet.design.palettes {
            let document = try sheet.document(palette: palette.id)
            for (place, layer) in document.layers.enumerated() {
                guard case .text(let text) = layer.content, case .colour(let colour) = text.fill,
                    let ground = document.ground(of: layer.box, below: place)
                else { continue }
                let contrast = colour.sketched.contrast(with: ground.sketched)
                #expect(contrast >= 4.5, "\(layer.id) in \(palette.id)")
            }
        }
    }

    /// One of each design and language: drawing all of them takes minutes, and a journey reads them besides.
    private static let drawn = designs.flatMap { design in
        Language.allCases.compactMap { language in
            sheets.last { $0.design.id == design.id && $0.language == language }
        }
    }

    @Test(arguments: drawn)
    func `it can be drawn`(sheet: Sheet) async throws {
        let small = PixelSize(width: sheet.size.width / 3, height: sheet.size.height / 3)
        let document = try sheet.design.document(
            size: small,
            picture: sheet.picture,
            language: sheet.language
        )
        let photo = try await LayerSupport.picture(32, 24) { x, y in
            LayerColour(red: UInt8(x * 8), green: UInt8(y * 8), blue: 90)
        }
        let pictures = sheet.picture.map { [$0: photo] } ?? [:]
        let request = LayerRequest(document: document, pictures: pictures)
        let picture = try await LayerSupport.compositor.render(request) { _ in }
        #expect(picture.size == small)
    }

    @Test(arguments: sheets)
    func `it is whole without its optional texts`(sheet: Sheet) throws {
        let document = try sheet.design.document(
            texts: [:],
            size: sheet.size,
            picture: sheet.picture,
            language: sheet.language
        )
        #expect(!document.layers.isEmpty)
    }

    private func poster() throws -> Design { try Self.loaded.get().design("poster-bold") }

    private func refusal(
        _ texts: [String: String]? = nil,
        palette: String? = nil,
        size: String = "848x1264"
    ) throws -> Problem? {
        let size = try #require(PixelSize(size))
        let poster = try poster()
        return #expect(throws: Problem.self) {
            try poster.document(texts: texts, palette: palette, size: size, language: .english)
        }
    }

    @Test func `what does not suit a design is refused at its field`() throws {
        #expect(try refusal(["headline": "x"])?.field == "texts.headline")
        #expect(try refusal(["title": " "])?.field == "texts.title")
        #expect(try refusal(["title": String(repeating: "x", count: 49)])?.code == .lengthOutOfRange)
        #expect(try refusal(palette: "beige")?.field == "palette")
        #expect(try refusal(size: "2048x512")?.field == "size")
        #expect(try refusal(size: "9999x9999")?.code == .sizeOutOfBounds)
        let quote = try Self.loaded.get().design("quote-serif")
        let problem = #expect(throws: Problem.self) {
            try quote.document(size: PixelSize(.square, .oneK), picture: .sample(1), language: .english)
        }
        #expect(problem?.field == "images")
        #expect(throws: Problem.self) { try Self.loaded.get().design("baroque") }
    }

    @Test func `words that people write stand in the document as they are`() throws {
        let title = "{kicker} $ink =4u 100%"
        let document = try poster().document(
            texts: ["title": title],
            size: PixelSize(.portrait2x3, .oneK),
            language: .english
        )
        let texts = document.layers.compactMap { layer in
            if case .text(let text) = layer.content { text.text } else { nil }
        }
        #expect(texts == [title])
    }

    @Test(arguments: [
        ("=10u", 64.0), ("100w - 10u", 896), ("50h + 1l", 329.6), ("-4u", -25.6),
    ])
    func `lengths are shares of the canvas`(text: String, pixels: Double) {
        let frame = DesignFrame(canvas: LayerBox(x: 0, y: 0, width: 960, height: 640))
        #expect(frame.length(text).map { abs($0 - pixels) < 1e-9 } == true)
    }

    @Test(arguments: ["", "=", "10", "10px", "1u +", "1u * 2u", "u", "nanu", "1u 2u"])
    func `what is no length is none`(text: String) {
        #expect(DesignFrame(canvas: LayerBox(x: 0, y: 0, width: 960, height: 640)).length(text) == nil)
    }
}

extension PixelSize {
    fileprivate var short: Double { Double(min(width, height)) }
}

extension LayerColour {
    fileprivate var sketched: SketchColour {
        SketchColour(red: Double(red) / 255, green: Double(green) / 255, blue: Double(blue) / 255)
    }
}

extension LayerDocument {
    /// The one colour that a box lies on; nothing if it lies on a picture, a gradient, or several colours.
    fileprivate func ground(of box: LayerBox, below place: Int) -> LayerColour? {
        for layer in layers[..<place].reversed() where layer.box.intersection(box) != nil {
            switch layer.content {
            case .text: continue
            case .image: return nil
            case .shape(let shape):
                guard let fill = shape.fill else { continue }
                guard case .colour(let colour) = fill, colour.isOpaque, shape.figure == .rectangle,
                    layer.box.intersection(box) == box
                else { return nil }
                return colour
            }
        }
        guard case .paint(.colour(let colour)) = canvas.background else { return nil }
        return colour
    }
}
