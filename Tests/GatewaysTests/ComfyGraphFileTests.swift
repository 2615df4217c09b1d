import Foundation
import Testing

@testable import Gateways

/// Files of graphs: what is approved, and what is refused in which words.
struct ComfyGraphFileTests {
    private func fault(_ text: String) -> String? {
        do throws(ComfyGraphError) {
            _ = try ComfyGraphFile.read(text)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `a graph says what it takes`() throws {
        let portrait = try ComfyGraphFile.read(ComfyGraphFile.portrait)
        #expect(portrait.id == "portrait")
        #expect(portrait.label == "Portraits")
        #expect((portrait.imageCount, portrait.takesMask) == (0, false))
        #expect((portrait.takesSize, portrait.takesNegativePrompt) == (true, true))
        let retouch = try ComfyGraphFile.read(ComfyGraphFile.retouch)
        #expect((retouch.imageCount, retouch.takesMask) == (2, true))
        #expect((retouch.takesSize, retouch.takesNegativePrompt) == (false, false))
    }

    @Test func `what is no slot stays as it was exported, to the last digit`() throws {
        let graph = try ComfyGraphFile.read(ComfyGraphFile.portrait)
        let inputs = try #require(graph.nodes["3"]?.object?["inputs"]?.object)
        #expect(inputs["seed"] == .wide(.max))
        #expect(inputs["steps"] == .whole(28))
        #expect(inputs["cfg"] == .number(6.5))
        #expect(inputs["model"] == .list([.text("4"), .whole(0)]))
        #expect(graph.nodes["9"]?.object?["_meta"]?.object?["title"] == .text("Save Image"))
    }

    /// What stands in the file, what stands there instead, and what is said.
    @Test(arguments: [
        (#""label": "Portraits", "#, "", "label: is missing"),
        (#""Portraits""#, "7", "label: must be text"),
        (#""Portraits""#, #""""#, "label: must be 1 to 100 printable characters"),
        (
            #""id": "portrait""#, #""id": "My Graph""#,
            "id: must be 1 to 64 small letters, digits, dots and dashes, and begin with a letter or digit"
        ),
        (#""output": "9""#, #""output": "99""#, #"output: the graph has no node "99""#),
        (
            #""output": "9","#, #""output": "9", "more": 1,"#,
            "more: is not known here; there may be graph, id, label, output, slots"
        ),
        (#""node": "6""#, #""node": "66""#, #"slots.prompt.node: the graph has no node "66""#),
        (#""node": "6", "#, "", "slots.prompt.node: is missing"),
        (#""node": "6""#, #""node": 6"#, "slots.prompt.node: must be text"),
        (
            #""input": "text""#, #""input": "words""#,
            #"slots.negative_prompt.input: node "7" has no input "words""#
        ),
        (
            #""node": "5", "input": "width""#, #""node": "3", "input": "latent_image""#,
            #"slots.width.input: input "latent_image" of node "3" is linked to another node and has no value"#
        ),
        (
            #""type": "string""#, #""type": "text""#,
            "slots.negative_prompt.type: must be string, integer, float, enumeration or image"
        ),
        (#""type": "string""#, #""type": "image""#, "slots.negative_prompt.type: must be string"),
        (#", "min": 256"#, "", "slots.height.min: is missing"),
        (#", "max": 2048"#, "", "slots.height.max: is missing"),
        (#""max": 2048"#, #""max": 12.5"#, "slots.height.max: must be a whole number"),
        (#""max": 2048"#, #""max": 255"#, "slots.height.max: must not be below min"),
        (#""max": 2048"#, #""max": 512"#, "slots.height: does not admit the value that the graph has there"),
        (#""step": 8"#, #""step": 0"#, "slots.height.step: must be a whole number above 0"),
        (
            #""step": 8"#, #""steps": 8"#,
            "slots.height.steps: is not known here; there may be node, input, type, min, max, step"
        ),
        (#""max": 12.5"#, #""max": "12.5""#, "slots.guidance.max: must be a number"),
        (#", "values": ["euler", "dpmpp_2m"]"#, "", "slots.sampler.values: is missing"),
        (
            #"["euler", "dpmpp_2m"]"#, #"["euler", 2]"#,
            "slots.sampler.values: must be a list of texts, and not empty"
        ),
        (#"["euler", "dpmpp_2m"]"#, "[]", "slots.sampler.values: must be a list of texts, and not empty"),
        (
            #"["euler", "dpmpp_2m"]"#, #"["ddim"]"#,
            "slots.sampler: does not admit the value that the graph has there"
        ),
        (
            #""input": "sampler_name", "type": "enumeration", "values": ["euler", "dpmpp_2m"]"#,
            #""input": "cfg", "type": "float", "min": 0, "max": 9"#,
            "slots.sampler: sets the same input as slots.guidance"
        ),
        (
            #""guidance""#, #""Guidance""#,
            "slots.Guidance: must be named in 1 to 64 small letters, digits and underscores"
        ),
        (
            #""guidance": {"node": "3", "input": "cfg", "type": "float", "min": 1, "max": 12.5}"#,
            #""photo": {"node": "4", "input": "ckpt_name", "type": "image"}"#,
            "slots.photo.type: only image_1 to image_16 and mask are pictures that an order brings"
        ),
        (
            #""guidance": {"node": "3", "input": "cfg", "type": "float", "min": 1, "max": 12.5}"#,
            #""image_2": {"node": "4", "input": "ckpt_name", "type": "image"}"#,
            "slots.image_2: counts from 1 without gaps; there is no image_1"
        ),
        (#""width": {"#, #""breadth": {"#, "slots.width: is missing; width and height go together"),
        (
            #""max": 18446744073709551615"#, #""max": 2147483646"#,
            "slots.seed: does not admit the value that the graph has there"
        ),
        (
            #""min": 0, "max": 18446744073709551615"#, #""min": 1, "max": 18446744073709551615"#,
            "slots.seed: must admit every whole number from 0 to 2147483647"
        ),
        (
            #""seed": {"node""#, #""chance": {"node""#,
            "slots.seed: is missing; without it the server would give the same picture from its cache each time"
        ),
        (#""class_type": "VAEDecode", "#, "", "graph.8.class_type: is missing"),
        (#""class_type": "VAEDecode""#, #""class_type": """#, "graph.8.class_type: must not be empty"),
        (
            #"["8", 0]"#, #"["88", 0]"#,
            #"graph.9.inputs.images: is linked to node "88", which the graph does not have"#
        ),
        (
            #""graph": {"#, #""graph": {"nodes": [], "links": [],"#,
            #"graph: is in the editor's own format; export it with "Export (API)""#
        ),
        (
            #""inputs": {"ckpt_name": "base.safetensors"}"#, #""inputs": []"#,
            "graph.4.inputs: must be an object"
        ),
    ])
    func `what is wrong in a file is said with its place`(old: String, new: String, words: String) throws {
        let file = ComfyGraphFile.portrait
        // Where it stands more than once, the last one before the graph itself is meant.
        let head = try #require(file.range(of: #""graph": {"#)).lowerBound
        let place =
            file.range(of: old, options: .backwards, range: file.startIndex..<head) ?? file.range(of: old)
        #expect(
            fault(file.replacingCharacters(in: try #require(place), with: new)) == "portrait.json: \(words)"
        )
    }

    @Test func `a graph without pictures needs a size`() {
        let file = ComfyGraphFile.portrait
            .replacing(#""width": {"#, with: #""breadth": {"#)
            .replacing(#""height": {"#, with: #""depth": {"#)
        #expect(
            fault(file)
                == "portrait.json: slots.width: is missing; only a graph that takes a picture may do without it"
        )
    }

    @Test func `what is no JSON is said with its place, as far as that is known`() throws {
        for file in ["", "{", "graph", #"{"id": }"#] {
            #expect(try #require(fault(file)).hasPrefix("portrait.json: is no JSON"))
        }
        #expect(fault("[]") == "portrait.json: must be a JSON object")
    }

    @Test func `depth without end is refused`() throws {
        let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        let file = ComfyGraphFile.portrait.replacing(#""batch_size": 1"#, with: #""batch_size": \#(deep)"#)
        #expect(try #require(fault(file)).hasSuffix("is nested too deeply"))
    }

    @Test func `two files of one id are refused, and both are named`() throws {
        let file = Data(ComfyGraphFile.portrait.utf8)
        let other = Data(ComfyGraphFile.retouch.utf8)
        #expect(
            try ComfyGraph.library([("a.json", file), ("b.json", other)]).keys.sorted() == [
                "portrait", "retouch",
            ]
        )
        let error = #expect(throws: ComfyGraphError.self) {
            try ComfyGraph.library([("a.json", file), ("b.json", file)])
        }
        #expect(
            error?.description == #"b.json: id: a.json has the id "portrait" too; give one of them another"#
        )
    }

    @Test(arguments: [ComfyGraphFile.portrait, ComfyGraphFile.retouch])
    func `a file that is cut or spoilt anywhere is refused, or another graph`(file: String) {
        for spoilt in Data(file.utf8).spoilt { _ = try? ComfyGraph(json: spoilt, file: "a.json") }
    }

    @Test func `the examples of the guide are approved as they stand there`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let guide = try String(contentsOf: root.appending(path: "docs/comfyui.md"), encoding: .utf8)
        let examples = guide.matches(of: /```json\n((?s).*?)```/).map { String($0.1) }
        #expect(try examples.map { try ComfyGraphFile.read($0).id } == ["sdxl", "sdxl-inpaint"])
    }
}
