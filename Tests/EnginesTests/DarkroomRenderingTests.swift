import Imaging
import Kernel
import Testing
import Vision

@testable import Engines

/// Edits, rendered.
struct DarkroomRenderingTests {
    private static let size = PixelSize(width: 120, height: 80)
    private static let imaging = Imaging(threads: 2)
    private let darkroom = Darkroom(imaging: imaging, vision: Vision(imaging: imaging))

    /// A yellow disc on a green ground with a little texture.
    private static func photo(size: PixelSize = size) async throws -> Picture {
        var bytes: [UInt8] = []
        let radius = Double(size.height) * 0.3
        for y in 0..<size.height {
            for x in 0..<size.width {
                let (across, down) = (Double(x) - Double(size.width) / 2, Double(y) - Double(size.height) / 2)
                let texture = UInt8((x &* 7 &+ y &* 13) % 16)
                bytes +=
                    across * across + down * down < radius * radius
                    ? [240 + texture, 215 + texture, 60] : [60 + texture, 120 + texture, 70]
            }
        }
        return try await picture(bytes, size)
    }

    private static func picture(_ bytes: [UInt8], _ size: PixelSize) async throws -> Picture {
        let pixels = try #require(RawPixels(size: size, bands: 3, bytes: bytes))
        return try await imaging.picture(of: pixels)
    }

    /// White on the left half.
    private static func halfMask(size: PixelSize = size, white: UInt8 = 255) async throws -> Picture {
        let row = (0..<size.width).flatMap { x in [UInt8](repeating: x < size.width / 2 ? white : 0, count: 3)
        }
        return try await picture((0..<size.height).flatMap { _ in row }, size)
    }

    private func render(
        _ steps: [String],
        masks: [ImageID: Picture] = [:],
        others: [ImageID: Picture] = [:]
    ) async throws -> (pixels: RawPixels, notes: [Note]) {
        let request = EditRequest(
            steps: try steps.map(DarkroomSupport.step),
            source: try await Self.photo(),
            masks: masks,
            others: others
        )
        let edited = try await darkroom.render(request)
        return (try await Self.imaging.pixels(of: edited.picture), edited.notes)
    }

    private func problem(_ steps: [String], masks: [ImageID: Picture] = [:]) async throws -> Problem {
        let error = try await #require(throws: EngineError.self) { try await render(steps, masks: masks) }
        guard case .refused(let problem) = error else { throw error }
        return problem
    }

    private static let mask = #"{"image":"\#(DarkroomSupport.mask.text)"}"#

    @Test(arguments: [
        #"{"tool":"crop","aspect":"1:1"}"#,
        #"{"tool":"crop","box":{"x":0.1,"y":0.1,"width":0.33,"height":0.5}}"#,
        #"{"tool":"straighten","angle":7.3}"#, #"{"tool":"rotate"}"#, #"{"tool":"rotate","angle":-33.3}"#,
        #"{"tool":"flip"}"#, #"{"tool":"resize","width":77}"#,
        #"{"tool":"resize","width":50,"height":60,"fit":"cover"}"#,
        #"{"tool":"resize","factor":1.37}"#, #"{"tool":"extend","left":7,"bottom":3}"#,
        #"{"tool":"extend","aspect":"1:1","fill":"transparent"}"#,
    ])
    func `a picture measures what the plan said`(json: String) async throws {
        let planned = try EditPlan.size(after: [DarkroomSupport.step(json)], from: Self.size)
        #expect(try await render([json]).pixels.size == planned)
    }

    @Test(arguments: EditTool.allCases.filter { !$0.isGeometry && $0.maskUse != .none })
    func `every tool changes the picture, and by its mask only a part`(tool: EditTool) async throws {
        guard tool != .blurFaces, tool != .pixelateFaces else { return }
        let extra =
            switch tool {
            case .curves: #","points":[[0,40],[255,200]]"#
            case .levels: #","black":20"#
            case .recolour: ##","colour":"#2040c0""##
            default: ""
            }
        let before = try await Self.imaging.pixels(of: Self.photo())
        let masked = #"{"tool":"\#(tool.rawValue)"\#(extra),"mask":\#(Self.mask)}"#
        let after = try await render([masked], masks: [DarkroomSupport.mask: Self.halfMask()]).pixels
        #expect(after.size == before.size)
        #expect(after.bytes.elementsEqual(before.bytes) == false)
        // Far from the edge of the mask nothing moves.
        for y in stride(from: 0, to: before.height, by: 9) {
            #expect(after[before.width - 4, y].prefix(3) == before[before.width - 4, y].prefix(3))
        }
    }

    /// Of the ground, left: how much brighter, and how much redder than blue, it gets.
    private func change(by json: String) async throws -> (light: Int, warmth: Int, spread: Int) {
        let before = try await Self.imaging.pixels(of: Self.photo())[20, 40].map { Int($0) }
        let after = try await render([json]).pixels[20, 40].map { Int($0) }
        func spread(_ pixel: [Int]) -> Int { (pixel.prefix(3).max() ?? 0) - (pixel.prefix(3).min() ?? 0) }
        return (
            after.prefix(3).reduce(0, +) - before.prefix(3).reduce(0, +),
            after[0] - after[2] - before[0] + before[2], spread(after) - spread(before)
        )
    }

    @Test(arguments: ["exposure", "shadows"])
    func `more of light is brighter`(tool: String) async throws {
        #expect(try await change(by: #"{"tool":"\#(tool)","amount":50}"#).light > 10)
        #expect(try await change(by: #"{"tool":"\#(tool)","amount":-50}"#).light < -10)
    }

    @Test func `more temperature is warmer, and less is cooler`() async throws {
        #expect(try await change(by: #"{"tool":"temperature","amount":50}"#).warmth > 10)
        #expect(try await change(by: #"{"tool":"temperature","amount":-50}"#).warmth < -10)
    }

    @Test(arguments: ["saturation", "vibrance"])
    func `more saturation spreads the colours`(tool: String) async throws {
        #expect(try await change(by: #"{"tool":"\#(tool)","amount":60}"#).spread > 5)
        #expect(try await change(by: #"{"tool":"\#(tool)","amount":-60}"#).spread < -5)
    }

    @Test func `half of an effect is half as far`() async throws {
        let whole = try await change(by: #"{"tool":"invert"}"#).light
        let half = try await change(by: #"{"tool":"invert","amount":50}"#).light
        #expect(abs(whole - 2 * half) < 12)
    }

    @Test func `steps are done in their order`() async throws {
        let one = try await render([#"{"tool":"invert"}"#, #"{"tool":"exposure","amount":50}"#]).pixels
        let other = try await render([#"{"tool":"exposure","amount":50}"#, #"{"tool":"invert"}"#]).pixels
        #expect(one.bytes != other.bytes)
    }

    @Test func `the same steps make the same pixels, and the source stays as it was`() async throws {
        let source = try await Self.photo()
        let before = try await Self.imaging.pixels(of: source)
        let steps = try [
            #"{"tool":"grain","amount":60,"seed":5}"#, #"{"tool":"blur_background"}"#,
            #"{"tool":"rotate","angle":10}"#,
        ].map(DarkroomSupport.step)
        let request = EditRequest(steps: steps, source: source)
        let one = try await darkroom.render(request)
        let two = try await darkroom.render(request)
        #expect(try await Self.imaging.pixels(of: one.picture) == Self.imaging.pixels(of: two.picture))
        #expect(try await Self.imaging.pixels(of: source) == before)
    }

    @Test func `an inverted mask covers the rest`() async throws {
        let inverted = #"{"image":"\#(DarkroomSupport.mask.text)","invert":true}"#
        let before = try await Self.imaging.pixels(of: Self.photo())
        let after = try await render(
            [#"{"tool":"invert","mask":\#(inverted)}"#],
            masks: [DarkroomSupport.mask: Self.halfMask()]
        ).pixels
        #expect(after[2, 2] == before[2, 2])
        #expect(after[before.width - 2, 2] != before[before.width - 2, 2])
    }

    @Test func `a mask of the source moves along`() async throws {
        let moved = #"{"image":"\#(DarkroomSupport.mask.text)","canvas":"source"}"#
        let steps = [#"{"tool":"flip"}"#, #"{"tool":"resize","factor":0.5}"#]
        let before = try await render(steps).pixels
        let after = try await render(
            steps + [#"{"tool":"invert","mask":\#(moved)}"#],
            masks: [DarkroomSupport.mask: Self.halfMask()]
        ).pixels
        #expect(after[2, 2] == before[2, 2])
        #expect(after[before.width - 3, 2] != before[before.width - 3, 2])
    }

    @Test(arguments: [
        (#"{"rectangle":{"x":0,"y":0,"width":0.25,"height":0.25}}"#, 2, 2, 100, 60),
        (#"{"lasso":[[0,0],[0.4,0],[0,0.4]]}"#, 3, 3, 100, 60),
        (#"{"subject":true}"#, 60, 40, 3, 3),
    ])
    func `shapes say where`(shape: String, x: Int, y: Int, farX: Int, farY: Int) async throws {
        let before = try await Self.imaging.pixels(of: Self.photo())
        let after = try await render([#"{"tool":"invert","mask":\#(shape)}"#]).pixels
        #expect(after[x, y] != before[x, y])
        #expect(after[farX, farY] == before[farX, farY])
    }

    @Test func `an empty mask is refused`() async throws {
        let masks = [DarkroomSupport.mask: try await Self.halfMask(white: 0)]
        let problem = try await problem(
            [#"{"tool":"blur"}"#, #"{"tool":"blur","mask":\#(Self.mask)}"#],
            masks: masks
        )
        #expect(problem == Problem(.maskEmpty, field: "steps[1].mask"))
    }

    @Test func `a mask of another size is refused`() async throws {
        let masks = [DarkroomSupport.mask: try await Self.halfMask(size: PixelSize(width: 60, height: 40))]
        let problem = try await problem([#"{"tool":"blur","mask":\#(Self.mask)}"#], masks: masks)
        #expect(problem.code == .maskSizeDiffers)
        #expect(problem.arguments == ["size": "60x40", "canvas": "120x80"])
    }

    @Test func `a mask that covers everything leaves nothing to fill from`() async throws {
        let all = #"{"rectangle":{"x":0,"y":0,"width":1,"height":1}}"#
        #expect(try await problem([#"{"tool":"erase","mask":\#(all)}"#]).code == .maskCoversAll)
    }

    @Test(arguments: [
        #"{"tool":"blur","mask":{"image":"\#(DarkroomSupport.mask.text)"}}"#,
        #"{"tool":"replace_background","image":"\#(DarkroomSupport.second.text)"}"#,
        #"{"tool":"paste","image":"\#(DarkroomSupport.second.text)","box":{"x":0,"y":0,"width":1,"height":1}}"#,
    ])
    func `a picture that is not there is named`(json: String) async throws {
        #expect(try await problem([json]).code == .editImageMissing)
    }

    @Test func `a box outside the cropped picture is refused`() async throws {
        let steps = [
            #"{"tool":"crop","box":{"x":0,"y":0,"width":20,"height":20,"unit":"pixel"}}"#,
            #"{"tool":"blur","mask":{"rectangle":{"x":40,"y":0,"width":20,"height":20,"unit":"pixel"}}}"#,
        ]
        #expect(try await problem(steps) == Problem(.editOutside, field: "steps[1].mask.rectangle"))
    }

    @Test func `no face is a note and no change`() async throws {
        let before = try await Self.imaging.pixels(of: Self.photo())
        let (after, notes) = try await render([#"{"tool":"blur_faces"}"#])
        #expect(after == before)
        #expect(notes == [Note(.noFaceFound)])
    }

    @Test func `the background goes, and the subject stays`() async throws {
        let cut = try await render([#"{"tool":"remove_background"}"#]).pixels
        #expect(cut.bands == 4)
        #expect(cut[2, 2].last ?? 255 < 20)
        #expect(cut[60, 40].last ?? 0 > 230)
        let blue = try await render([##"{"tool":"replace_background","colour":"#0000ff"}"##]).pixels
        #expect(blue[2, 2].prefix(3) == [0, 0, 255])
    }

    @Test(arguments: ["seamless", "mixed", "plain"])
    func `another picture is pasted into its box`(mode: String) async throws {
        let white = try await Self.halfMask(size: PixelSize(width: 40, height: 40))
        let before = try await Self.imaging.pixels(of: Self.photo())
        let after = try await render(
            [
                #"{"tool":"paste","image":"\#(DarkroomSupport.second.text)","mode":"\#(mode)","box":{"x":0,"y":0,"width":0.5,"height":0.5}}"#
            ],
            others: [DarkroomSupport.second: white]
        ).pixels
        #expect(after.size == before.size)
        #expect(after.bytes != before.bytes)
        #expect(after[110, 70].prefix(3) == before[110, 70].prefix(3))
    }

    @Test func `progress rises from step to step`() async throws {
        let steps = try Array(repeating: #"{"tool":"sepia"}"#, count: 4).map(DarkroomSupport.step)
        let request = EditRequest(steps: steps, source: try await Self.photo())
        let (stream, pipe) = AsyncStream.makeStream(of: Double.self)
        _ = try await darkroom.render(request) { pipe.yield($0.fraction) }
        pipe.finish()
        var fractions: [Double] = []
        for await fraction in stream { fractions.append(fraction) }
        #expect(fractions == [0, 0.25, 0.5, 0.75, 1])
    }

    @Test func `a cancelled edit ends`() async throws {
        let request = EditRequest(
            steps: try Array(repeating: #"{"tool":"denoise"}"#, count: 40).map(DarkroomSupport.step),
            source: try await Self.photo(size: PixelSize(width: 600, height: 400))
        )
        let task = Task { [darkroom] in try await darkroom.render(request) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(arguments: [("{\"tool\":\"sepia\"}", DigitalSourceType.humanEdits)])
    func `a person's edit is marked as one`(json: String, source: DigitalSourceType) async throws {
        let request = EditRequest(steps: [try DarkroomSupport.step(json)], source: try await Self.photo())
        let order = EngineOrder(
            prompt: try Prompt("sepia"),
            size: Self.size,
            seed: Seed(clamping: 1),
            style: nil,
            task: .edit(request)
        )
        #expect(try await darkroom.make(order) { _ in }.source == source)
    }
}
