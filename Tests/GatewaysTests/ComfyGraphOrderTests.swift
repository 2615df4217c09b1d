import Foundation
import Kernel
import Testing

@testable import Gateways

/// What an order sets in a graph, and which orders a graph does not take.
struct ComfyGraphOrderTests {
    private let portrait: ComfyGraph
    private let retouch: ComfyGraph

    init() throws {
        portrait = try ComfyGraphFile.read(ComfyGraphFile.portrait)
        retouch = try ComfyGraphFile.read(ComfyGraphFile.retouch)
    }

    @Test func `an order sets its slots and nothing else`() throws {
        let order = try GatewayOrder.comfy("a red house", without: "rain", seed: 7)
        let values = try portrait.values(of: order)
        #expect(
            values == [
                "prompt": .text("a red house"), "negative_prompt": .text("rain"), "seed": .whole(7),
                "width": .whole(768), "height": .whole(1_024),
            ]
        )
        var expected = portrait.nodes
        expected.set("6", "text", .text("a red house"))
        expected.set("7", "text", .text("rain"))
        expected.set("3", "seed", .whole(7))
        #expect(try portrait.filled(with: values) == expected)
    }

    @Test func `words cannot leave their place`() throws {
        let words = #"x"}}, "9": {"class_type": "RunShell", {{prompt}} ["4", 0] \" \u0022"#
        let nodes = try portrait.filled(with: portrait.values(of: .comfy(words)))
        #expect(Set(nodes.keys) == Set(portrait.nodes.keys))
        #expect(nodes["6"]?.object?["inputs"]?.object?["text"] == .text(words))
        let sent = try JSONEncoder().encode(nodes)
        #expect(try JSONDecoder().decode([String: ComfyJSON].self, from: sent) == nodes)
    }

    @Test func `an order without words empties their slots`() throws {
        let values = try portrait.values(of: .comfy(""))
        #expect((values["prompt"], values["negative_prompt"]) == (.text(""), .text("")))
    }

    @Test(arguments: [
        (767, 1_024), (768, 1_025), (248, 1_024), (768, 2_056), (0, 0),
    ])
    func `a size that the slots do not admit is refused`(width: Int, height: Int) throws {
        let order = try GatewayOrder.comfy(size: PixelSize(width: width, height: height))
        #expect(throws: GatewayFailure(.invalidRequest)) { try portrait.values(of: order) }
    }

    @Test func `what the graph has no slot for is refused, not left out`() throws {
        let picture = GatewayOrder.Reference.comfy()
        let turn = GatewayOrder.Turn(speaker: .person, text: "bluer", pictures: [])
        let orders = [
            try GatewayOrder.comfy(references: [picture]),
            try GatewayOrder.comfy(mask: Data("mask".utf8)),
            try GatewayOrder.comfy(turns: [turn]),
        ]
        for order in orders {
            #expect(throws: GatewayFailure(.invalidRequest)) { try portrait.values(of: order) }
        }
        let pair = [picture, picture]
        let mask = Data("mask".utf8)
        let others = [
            try GatewayOrder.comfy(without: "rain", references: pair, mask: mask),
            try GatewayOrder.comfy(references: [picture], mask: mask),
            try GatewayOrder.comfy(references: pair + [picture], mask: mask),
            try GatewayOrder.comfy(references: pair),
        ]
        for order in others {
            #expect(throws: GatewayFailure(.invalidRequest)) { try retouch.values(of: order) }
        }
        #expect(
            try retouch.values(of: .comfy(references: pair, mask: mask)) == ["prompt": .text("a red house")]
        )
    }

    @Test(arguments: [
        (768, 1_024, true), (1_536, 2_048, true), (384, 512, true), (771, 1_024, true), (1_024, 768, false),
        (800, 1_024, false), (0, 1_024, false),
    ])
    func `a graph that knows no sizes makes pictures in the shape of the first`(
        width: Int,
        height: Int,
        isMade: Bool
    ) throws {
        let first = GatewayOrder.Reference.comfy(width: width, height: height)
        let order = try GatewayOrder.comfy(
            references: [first, .comfy(width: 5, height: 5)],
            mask: Data("mask".utf8)
        )
        #expect(((try? retouch.values(of: order)) != nil) == isMade)
    }

    @Test func `pictures go into their slots in their order, the mask as a PNG`() throws {
        let photo = GatewayOrder.Reference(
            bytes: Data("photo".utf8),
            format: .jpeg,
            size: PixelSize(width: 3, height: 4)
        )
        let order = try GatewayOrder.comfy(references: [photo, .comfy()], mask: Data("mask".utf8))
        let pictures = retouch.pictures(of: order)
        #expect(pictures.map(\.slot) == ["image_1", "image_2", "mask"])
        #expect(
            pictures.map { String(decoding: $0.picture.bytes, as: UTF8.self) } == [
                "photo", "picture", "mask",
            ]
        )
        #expect(pictures.map(\.picture.format) == [.jpeg, .png, .png])
        #expect(pictures.map(\.picture.place) == [0, 1, nil])
    }

    @Test(arguments: [
        ("CLIPTextEncode", "a (red:1.9) house", #"a \(red:1.9\) house"#),
        ("CLIPTextEncodeSDXL", "((x))", #"\(\(x\)\)"#),
        ("CLIPTextEncode", #"already \(so\)"#, #"already \\(so\\)"#),
        ("PrimitiveString", "a (red) house", "a (red) house"),
        ("CLIPTextEncode", "embedding:easynegative", "embedding :easynegative"),
        ("PrimitiveString", "the embedding:x embedding::y", "the embedding :x embedding ::y"),
        ("CLIPTextEncode", "(\u{301}x)\u{301}", "\\(\u{301}x\\)\u{301}"),
        ("PrimitiveString", "embedding:\u{301}x", "embedding :\u{301}x"),
        ("CLIPTextEncode", "embedding without: anything 貓（貓）", "embedding without: anything 貓（貓）"),
    ])
    func `words are words, whatever the server would read into them`(
        type: String,
        words: String,
        sent: String
    ) {
        let neutral = ComfyWords.neutralised(words, for: type)
        #expect(Array(neutral.unicodeScalars) == Array(sent.unicodeScalars))
    }
}

extension [String: ComfyJSON] {
    fileprivate mutating func set(_ node: String, _ input: String, _ value: ComfyJSON) {
        var members = self[node]?.object ?? [:]
        var inputs = members["inputs"]?.object ?? [:]
        inputs[input] = value
        members["inputs"] = .object(inputs)
        self[node] = .object(members)
    }
}
