import Foundation
import Imaging
import Kernel
import TestSupport
import Testing

@testable import Engines

/// Layer documents: what is read, what is refused, and where.
struct LayerDocumentTests {
    private func read(_ json: String) throws(Problem) -> LayerDocument {
        try LayerDocument(json: Data(json.utf8))
    }

    @Test func `a document that uses every member survives writing and reading`() throws {
        let document = try read(LayerSupport.whole)
        #expect(document.layers.count == 6)
        #expect(document.layers[0].blend == .softLight)
        #expect(document.layers[0].isVisible == false)
        let again = try LayerDocument(json: try document.json)
        #expect(again == document)
        #expect(try again.json == document.json)
    }

    @Test func `what is left out has the values that the page of the format names`() throws {
        let layer = try read(
            LayerSupport.document(
                layer:
                    ##""id":"a","box":{"x":0,"y":0,"width":9,"height":9},"shape":{"figure":"rectangle","fill":{"colour":"#fff00080"}}"##
            )
        )
        let plain = Layer(
            "a",
            .shape(
                LayerShape(.rectangle, fill: .colour(LayerColour(red: 255, green: 240, blue: 0, alpha: 128)))
            ),
            in: LayerBox(x: 0, y: 0, width: 9, height: 9)
        )
        #expect(layer.layers == [plain])
        #expect(layer.canvas.background == .transparent)
    }

    private static let box = #""box":{"x":0,"y":0,"width":9,"height":9}"#
    private static let fill = ##""shape":{"figure":"rectangle","fill":{"colour":"#ffffff"}}"##

    /// Members of the only layer, the code of the refusal, and the place below `layers[0]`.
    private static let refusals: [(String, Problem.Code, String)] = [
        (#""id":"a",\#(box),\#(fill),"opacity":1.01"#, .valueOutOfRange, "opacity"),
        (#""id":"a",\#(box),\#(fill),"opacity":-0.1"#, .valueOutOfRange, "opacity"),
        (#""id":"a",\#(box),\#(fill),"opacity":"1""#, .wrongFieldType, "opacity"),
        (#""id":"a",\#(box),\#(fill),"opacity":1e999"#, .wrongFieldType, "opacity"),
        (#""id":"a",\#(box),\#(fill),"rotation":361"#, .valueOutOfRange, "rotation"),
        (#""id":"a",\#(box),\#(fill),"blend":"dissolve""#, .valueUnknown, "blend"),
        (#""id":"a",\#(box),\#(fill),"glow":1"#, .unknownField, "glow"),
        (#""id":"a",\#(box),\#(fill),"corner_radius":-1"#, .valueOutOfRange, "corner_radius"),
        (#""id":"a",\#(box),\#(fill),"shadow":{"y":1}"#, .missingField, "shadow.colour"),
        (
            ##""id":"a",\##(box),\##(fill),"shadow":{"colour":"#000000","blur":401}"##, .valueOutOfRange,
            "shadow.blur"
        ),
        (
            ##""id":"a",\##(box),\##(fill),"frame":{"colour":"red","width":1}"##, .colourMalformed,
            "frame.colour"
        ),
        (#""id":"a",\#(box),\#(fill),"name":"a\u0007b""#, .controlCharacters, "name"),
        (#""id":"a b",\#(box),\#(fill)"#, .textMalformed, "id"),
        (#""id":"",\#(box),\#(fill)"#, .lengthOutOfRange, "id"),
        (#"\#(box),\#(fill)"#, .missingField, "id"),
        (#""id":"a",\#(fill)"#, .missingField, "box"),
        (#""id":"a",\#(box)"#, .oneFieldOf, ""),
        (#""id":"a",\#(box),\#(fill),"text":{"text":"x","size":9}"#, .oneFieldOf, ""),
        (#""id":"a","box":{"x":0,"y":0,"width":0,"height":9},\#(fill)"#, .valueOutOfRange, "box.width"),
        (#""id":"a","box":{"x":0,"y":0,"width":9},\#(fill)"#, .missingField, "box.height"),
        (#""id":"a","box":{"x":400,"y":0,"width":9,"height":9},\#(fill)"#, .layerOutside, "box"),
        (#""id":"a","box":{"x":-9,"y":0,"width":9,"height":9},\#(fill)"#, .layerOutside, "box"),
        (
            #""id":"a","box":{"x":401,"y":-9,"width":900,"height":1},"rotation":45,\#(fill)"#, .layerOutside,
            "box"
        ),
        (#""id":"a",\#(box),"shape":{"figure":"blob"}"#, .valueUnknown, "shape.figure"),
        (#""id":"a",\#(box),"shape":{"figure":"rectangle"}"#, .missingField, "shape.fill"),
        (
            ##""id":"a",\##(box),"shape":{"figure":"ellipse","tips":5,"fill":{"colour":"#ffffff"}}"##,
            .unknownField, "shape.tips"
        ),
        (
            ##""id":"a",\##(box),"shape":{"figure":"polygon","points":[{"x":0,"y":0}],"fill":{"colour":"#ffffff"}}"##,
            .lengthOutOfRange, "shape.points"
        ),
        (
            ##""id":"a",\##(box),"shape":{"figure":"star","tips":2,"fill":{"colour":"#ffffff"}}"##,
            .valueOutOfRange, "shape.tips"
        ),
        (
            ##""id":"a",\##(box),"shape":{"figure":"rectangle","fill":{"colour":"#ffff"}}"##,
            .colourMalformed, "shape.fill.colour"
        ),
        (
            ##""id":"a",\##(box),"shape":{"figure":"rectangle","fill":{"gradient":{"stops":[{"at":0,"colour":"#ffffff"}]}}}"##,
            .lengthOutOfRange, "shape.fill.gradient.stops"
        ),
        (#""id":"a",\#(box),"image":{"id":"job_01JD5V5Y9K0000000000000001"}"#, .wrongFieldType, "image.id"),
        (
            #""id":"a",\#(box),"image":{"id":"\#(LayerSupport.photo.text)","focus":{"x":0,"y":2}}"#,
            .valueOutOfRange, "image.focus.y"
        ),
        (
            #""id":"a",\#(box),"image":{"id":"\#(LayerSupport.photo.text)","fit":"crop"}"#, .valueUnknown,
            "image.fit"
        ),
        (#""id":"a",\#(box),"text":{"text":"","size":9}"#, .lengthOutOfRange, "text.text"),
        (#""id":"a",\#(box),"text":{"text":"x","size":9,"bold":true}"#, .unknownField, "text.bold"),
    ]

    @Test(arguments: refusals.indices)
    func `what is wrong in a layer is refused at its place`(index: Int) {
        let (layer, code, place) = Self.refusals[index]
        let problem = #expect(throws: Problem.self) { try read(LayerSupport.document(layer: layer)) }
        #expect(problem?.code == code)
        #expect(problem?.field == (place.isEmpty ? "layers[0]" : "layers[0].\(place)"))
    }

    @Test(arguments: [
        (#"{"canvas":{"width":64,"height":64},"layers":[]}"#, Problem.Code.missingField, "version"),
        (#"{"version":2,"canvas":{"width":64,"height":64},"layers":[]}"#, .valueUnknown, "version"),
        (#"{"version":1,"canvas":{"width":64,"height":64},"layers":[],"author":1}"#, .unknownField, "author"),
        (#"{"version":1,"canvas":{"width":63,"height":64},"layers":[]}"#, .sizeOutOfBounds, "canvas"),
        (#"{"version":1,"canvas":{"width":12289,"height":64},"layers":[]}"#, .sizeOutOfBounds, "canvas"),
        (#"{"version":1,"canvas":{"width":6001,"height":6000},"layers":[]}"#, .sizeOutOfBounds, "canvas"),
        (
            #"{"version":1,"canvas":{"width":9223372036854775807,"height":2},"layers":[]}"#, .sizeOutOfBounds,
            "canvas"
        ),
        (#"{"version":1,"canvas":{"width":64.5,"height":64},"layers":[]}"#, .wrongFieldType, "canvas.width"),
        (
            ##"{"version":1,"canvas":{"width":64,"height":64,"background":{"colour":"#ffffff","blur":2}},"layers":[]}"##,
            .unknownField, "canvas.background.blur"
        ),
        (#"{"version":1,"canvas":{"width":64,"height":64},"layers":{}}"#, .wrongFieldType, "layers"),
        (#"{"version":1,"canvas":{"width":64,"height":64},"layers":[7]}"#, .wrongFieldType, "layers[0]"),
    ])
    func `what is wrong in the whole is refused at its place`(json: String, code: Problem.Code, place: String)
    {
        let problem = #expect(throws: Problem.self) { try read(json) }
        #expect(problem?.code == code)
        #expect(problem?.field == place)
    }

    @Test(arguments: ["", "{", "[]", "7", "null", #"{"version":1"#, "\u{FEFF}"])
    func `what is no document at all is refused`(json: String) {
        #expect(throws: Problem.self) { try read(json) }
    }

    private func layers(_ count: Int, image: (Int) -> ImageID) throws -> [Layer] {
        (0..<count).map { index in
            let box = LayerBox(x: 0, y: 0, width: 10, height: 10)
            return Layer("l\(index)", .image(LayerImage(image(index))), in: box)
        }
    }

    @Test func `sixty layers are taken, one more is not`() throws {
        let canvas = try LayerSupport.canvas(100, 100)
        let sixty = try layers(60) { _ in LayerSupport.photo }
        #expect(throws: Never.self) { try LayerDocument(canvas: canvas, layers: sixty) }
        let more = try layers(61) { _ in LayerSupport.photo }
        #expect(throws: Problem(.tooManyLayers, field: "layers", ["most": "60"])) {
            try LayerDocument(canvas: canvas, layers: more)
        }
    }

    @Test func `fourteen pictures are taken, fifteen are not, however often each comes`() throws {
        let canvas = try LayerSupport.canvas(100, 100)
        let fourteen = try layers(28) { ImageID.sample(UInt64($0 % 14)) }
        #expect(throws: Never.self) { try LayerDocument(canvas: canvas, layers: fourteen) }
        let fifteen = try layers(15) { ImageID.sample(UInt64($0)) }
        #expect(throws: Problem(.tooManyImages, field: "layers", ["most": "14"])) {
            try LayerDocument(canvas: canvas, layers: fifteen)
        }
    }

    @Test func `two layers cannot have one id`() throws {
        let canvas = try LayerSupport.canvas(100, 100)
        let layer = try layers(1) { _ in LayerSupport.photo }[0]
        #expect(throws: Problem(.layerRepeated, field: "layers[1].id", ["layer": "l0"])) {
            try LayerDocument(canvas: canvas, layers: [layer, layer])
        }
    }

    /// Cut off, doubled, and changed at every place: a document or a problem, never anything else.
    @Test(arguments: 0..<12)
    func `damaged documents are refused in order`(stream: UInt64) throws {
        var dice = SeededGenerator(Seed(clamping: 21), stream: stream)
        let bytes = Array(LayerSupport.whole.utf8)
        for _ in 0..<150 {
            var damaged = bytes
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: damaged = Array(damaged.prefix(Int.random(in: 0..<damaged.count, using: &dice)))
            case 1:
                damaged[Int.random(in: 0..<damaged.count, using: &dice)] = UInt8.random(
                    in: 0...255,
                    using: &dice
                )
            case 2:
                let place = Int.random(in: 0..<damaged.count, using: &dice)
                damaged.insert(contentsOf: [UInt8(ascii: "9"), UInt8(ascii: "9")], at: place)
            default:
                let start = Int.random(in: 0..<damaged.count - 8, using: &dice)
                damaged.removeSubrange(start..<start + 8)
            }
            do {
                let document = try LayerDocument(json: Data(damaged))
                let again = try LayerDocument(json: try document.json)
                #expect(again == document)
            } catch let problem as Problem {
                #expect(problem.status == 422 || problem.status == 400)
            }
        }
    }
}
