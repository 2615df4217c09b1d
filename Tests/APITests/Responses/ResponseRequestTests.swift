import Foundation
import Imaging
import Kernel
import TestSupport
import Testing

@testable import API

struct ResponseRequestTests {
    private static let job: JobID = IDs(clock: .system, randomness: .system).next()
    private static var name: String { String(job.text.dropFirst("job_".count)) }
    private static let picture = "data:image/png;base64,AQI="

    private static func request(_ json: String) throws -> ResponseRequest {
        try ResponseRequest(OpenAIFields(json: Data(json.utf8)))
    }

    /// A request with an input of items.
    private static func talk(_ items: String) throws -> ResponseRequest {
        try request(#"{"input":[\#(items)]}"#)
    }

    private static func call(_ members: String) -> String { #"{"type":"image_generation_call",\#(members)}"# }

    @Test func `little is enough`() throws {
        let asked = try Self.request(#"{"input":"a cup"}"#)
        #expect(try asked.input.talk.wish(of: "input").words == "a cup")
        #expect(asked.model == "default")
        #expect(asked.tool.look.format == .png)
        #expect(asked.tool.look.size == .automatic)
        #expect(asked.isKept)
        #expect(!asked.isInBackground && !asked.isStream)
        #expect(asked.previous == nil)
    }

    @Test func `everything is read, and what says nothing to pictures is no mistake`() throws {
        let asked = try Self.request(
            #"""
            {"model":"a-model-of-words","input":"a cup","instructions":"Be brief.","stream":true,"store":false,
             "tools":[{"type":"image_generation","model":"sketch","size":"1536x1024","quality":"low","background":"opaque",
              "output_format":"webp","output_compression":40,"moderation":"low","partial_images":2,"action":"auto",
              "input_fidelity":null}],
             "tool_choice":{"type":"image_generation"},"metadata":{"a":"b"},"safety_identifier":"u","include":[],
             "parallel_tool_calls":false,"reasoning":{"effort":"low"},"text":{"format":{"type":"text"},"verbosity":"low"},
             "truncation":"auto","max_output_tokens":100,"temperature":0.2,"top_p":0.5,"new":{"a":[1]}}
            """#
        )
        #expect(asked.model == "sketch", "the tool's model beats that of words")
        #expect(asked.tool.look.size == .pixels(PixelSize(width: 1_536, height: 1_024)))
        #expect(asked.tool.look.format == .webp)
        #expect(asked.tool.look.partials == 2)
        #expect(asked.isStream)
        #expect(!asked.isKept)
        #expect(try asked.input.talk.wish(of: "input").words == "Be brief.\na cup")
    }

    @Test(arguments: [
        (#"{}"#, "input"), (#"{"input":3}"#, "input"), (#"{"input":["a"]}"#, "input[0]"),
        (#"{"input":[{"content":"a"}]}"#, "input[0].role"),
        (#"{"input":[{"role":"me","content":"a"}]}"#, "input[0].role"),
        (#"{"input":[{"role":"user"}]}"#, "input[0].content"),
        (#"{"input":[{"role":"user","content":[{"type":"input_text"}]}]}"#, "input[0].content[0].text"),
        (#"{"input":[{"role":"user","content":[{"type":"input_file"}]}]}"#, "input[0].content[0].type"),
        (#"{"input":[{"role":"system","content":[{"type":"input_image"}]}]}"#, "input[0].content[0].type"),
        (#"{"input":[{"role":"user","content":[{"type":"input_image"}]}]}"#, "input[0].content[0]"),
        (
            #"{"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,*"}]}]}"#,
            "input[0].content[0].image_url"
        ),
        (
            #"{"input":[{"role":"user","content":[{"type":"input_image","file_id":"none"}]}]}"#,
            "input[0].content[0].file_id"
        ),
        (#"{"input":[{"type":"image_generation_call"}]}"#, "input[0].id"),
        (#"{"input":[{"type":"image_generation_call","id":"ig_none"}]}"#, "input[0].id"),
        (#"{"input":[{"type":"item_reference","id":"ig_none"}]}"#, "input[0].id"),
        (#"{"input":[{"type":"image_generation_call","id":"ig_1","result":"*"}]}"#, "input[0].result"),
        (#"{"input":"a","model":7}"#, "model"), (#"{"input":"a","instructions":[]}"#, "instructions"),
        (#"{"input":"a","stream":"yes"}"#, "stream"), (#"{"input":"a","store":1}"#, "store"),
        (#"{"input":"a","background":true,"store":false}"#, "store"),
        (#"{"input":"a","previous_response_id":"resp_none"}"#, "previous_response_id"),
        (#"{"input":"a","conversation":"conv_1"}"#, "conversation"),
        (#"{"input":"a","prompt":{"id":"pmpt_1"}}"#, "prompt"),
        (#"{"input":"a","tools":{}}"#, "tools"), (#"{"input":"a","tools":[{}]}"#, "tools[0].type"),
        (#"{"input":"a","tools":[{"type":"function","name":"f"}]}"#, "tools[0].type"),
        (#"{"input":"a","tools":[{"type":"image_generation"},{"type":"web_search"}]}"#, "tools[1].type"),
        (#"{"input":"a","tools":[{"type":"image_generation"},{"type":"image_generation"}]}"#, "tools[1]"),
        (#"{"input":"a","tool_choice":"none"}"#, "tool_choice"),
        (#"{"input":"a","tool_choice":{"type":"function","name":"f"}}"#, "tool_choice.type"),
        (#"{"input":"a","tool_choice":{"type":"allowed_tools","tools":[]}}"#, "tool_choice.type"),
        (#"{"input":"a","text":{"format":{"type":"json_schema"}}}"#, "text.format.type"),
        (#"{"input":"a","temperature":"hot"}"#, "temperature"), (#"{"input":"a","top_p":true}"#, "top_p"),
        (#"{"input":"a","max_output_tokens":1.5}"#, "max_output_tokens"),
        (#"{"input":"a","metadata":[]}"#, "metadata"), (#"{"input":"a","metadata":{"a":1}}"#, "metadata.a"),
    ])
    func `a member that cannot be is refused by its name`(json: String, param: String) {
        let problem = #expect(throws: Problem.self) { try Self.request(json) }
        let error = problem.map { OpenAIError($0) }
        #expect(error?.param == param)
        #expect(error.map { [400, 404].contains($0.status) } == true)
    }

    @Test(arguments: [
        (#""size":"big""#, "size"), (#""quality":"best""#, "quality"),
        (#""background":"green""#, "background"),
        (#""background":"transparent","output_format":"jpeg""#, "background"),
        (#""output_format":"gif""#, "output_format"), (#""output_compression":50"#, "output_compression"),
        (#""moderation":"none""#, "moderation"), (#""partial_images":4"#, "partial_images"),
        (#""input_fidelity":"high""#, "input_fidelity"), (#""frame_count":4"#, "frame_count"),
        (#""action":"draw""#, "action"), (#""model":7"#, "model"),
        (#""input_image_mask":"m""#, "input_image_mask"),
        (#""input_image_mask":{}"#, "input_image_mask"),
        (#""input_image_mask":{"image_url":"data:image/png;base64,*"}"#, "input_image_mask.image_url"),
        (#""imageConfig":{"imageSize":"1k"}"#, "imageConfig.imageSize"),
    ])
    func `a word of the tool's that cannot be is refused by its place`(member: String, param: String) {
        let problem = #expect(throws: Problem.self) {
            try Self.request(#"{"input":"a","tools":[{"type":"image_generation",\#(member)}]}"#)
        }
        #expect(problem.map { OpenAIError($0) }?.param == "tools[0].\(param)")
        #expect(problem.map { OpenAIError($0) }?.status == 400)
    }

    @Test(arguments: [
        #"{"role":"user","content":"a cup"}"#, #"{"type":"message","role":"user","content":"a cup"}"#,
        #"{"role":"user","content":[{"type":"input_text","text":"a cup"}]}"#,
        #"{"type":"reasoning","summary":[]},{"role":"user","content":"a cup"}"#,
        #"{"role":"user","content":"a"},{"type":"function_call","name":"f"},{"role":"user","content":" cup"}"#,
    ])
    func `messages are read however they are written`(items: String) throws {
        let words = try Self.talk(items).input.talk.wish(of: "input").words
        #expect(words.replacing("\n", with: "") == "a cup")
    }

    @Test func `what systems and developers say holds for all of it`() throws {
        let asked = try Self.talk(
            #"{"role":"system","content":"In blue."},{"role":"user","content":"a cup"},{"role":"developer","content":"No text."}"#
        )
        #expect(try asked.input.talk.wish(of: "input").words == "In blue.\nNo text.\na cup")
    }

    @Test(arguments: ["", #"{"role":"assistant","content":"Here."}"#, #"{"role":"user","content":[]}"#])
    func `who asks for nothing is told so`(items: String) throws {
        let talk = try Self.talk(items).input.talk
        #expect(throws: Problem(.missingField, field: "input")) { try talk.wish(of: "input") }
    }

    @Test func `a picture of the model's that comes along is gone on from`() throws {
        let shown = #"{"type":"input_image","image_url":"\#(Self.picture)"}"#
        let asked = try Self.talk(
            #"""
            {"role":"user","content":[{"type":"input_text","text":"a cup"},\#(shown)]},
            \#(Self.call(#""id":"ig_x","result":"AQI=","signature":"AAAA""#)),
            {"role":"assistant","content":[{"type":"output_text","text":"Here."}]},
            {"role":"user","content":[{"type":"input_text","text":"bluer"},\#(shown)]}
            """#
        )
        let wish = try asked.input.talk.wish(of: "input")
        #expect(wish.words == "bluer")
        #expect(wish.last?.signature == Data([0, 0, 0]))
        #expect(wish.shown.count == 1)
        #expect(asked.previous == nil)
        #expect(asked.input.places(goingOn: false) == ["input[1].result", "input[3].content[1]"])
        #expect(asked.input.places(goingOn: true) == ["input[3].content[1]"])
    }

    @Test(arguments: ["image_generation_call", "item_reference"])
    func `a picture of the model's that is named alone is one that we keep`(type: String) throws {
        let asked = try Self.talk(
            #"""
            {"role":"user","content":[{"type":"input_image","image_url":"\#(Self.picture)"}]},
            {"type":"\#(type)","id":"ig_\#(Self.name)"}, {"role":"user","content":"bluer"}
            """#
        )
        let wish = try asked.input.talk.wish(of: "input")
        #expect(wish.words == "bluer")
        #expect(wish.last == nil)
        #expect(wish.shown.isEmpty, "it went into the model's")
        #expect(asked.previous == KeptConversations.Previous(job: Self.job, field: "input[1].id"))
    }

    @Test func `what the history names beats the response before`() throws {
        let before = #""previous_response_id":"resp_\#(Self.name)""#
        let plain = try Self.request(#"{"input":"bluer",\#(before)}"#)
        #expect(plain.previous?.field == "previous_response_id")
        let named = try Self.request(
            #"{"input":[\#(Self.call(#""id":"ig_\#(Self.name)""#)),{"role":"user","content":"bluer"}],\#(before)}"#
        )
        #expect(named.previous?.field == "input[0].id")
    }

    @Test(arguments: [
        ("prompt", "input"), ("images", "input"), ("images[0]", "input[0].content[0]"),
        ("images[7]", "input"),
        ("mask", "tools[0].input_image_mask"), ("size", "tools[0].size"),
        ("background", "tools[0].background"), ("aspect_ratio", "tools[0].imageConfig.aspectRatio"),
        ("conversation_of", "input"), ("task", "model"),
        ("previous_response_id", "previous_response_id"),
    ])
    func `what is wrong with an order is told where its request says it`(
        field: String,
        place: String
    ) throws {
        let asked = try Self.request(
            #"""
            {"input":[{"role":"user","content":[{"type":"input_image","image_url":"\#(Self.picture)"}]}],
             "tools":[{"type":"image_generation"}]}
            """#
        )
        #expect(asked.placing(Problem(.valueUnknown, field: field), goingOn: false).field == place)
    }

    @Test func `another tool is refused with its name`() throws {
        let problem = #expect(throws: Problem.self) {
            try Self.request(#"{"input":"a","tools":[{"type":"web_search"}]}"#)
        }
        let dialect = OpenAIDialect(presenter: Presenter(catalogues: try .forTests))
        let message = dialect.message(of: try #require(problem), in: .english)
        #expect(message.contains("web_search"))
        #expect(message.contains("Only pictures"))
    }

    @Test func `cut anywhere or spoilt anywhere, a body is read or refused`() throws {
        let body = Data(
            #"{"input":[{"role":"user","content":[{"type":"input_text","text":"a"}]}],"tools":[{"type":"image_generation"}]}"#
                .utf8
        )
        for length in 0..<body.count {
            #expect(throws: Problem(.malformedBody)) { try OpenAIFields(json: body.prefix(length)) }
        }
        for place in body.indices {
            for byte: UInt8 in [0, 34, 44, 91, 93, 123, 125, 255] {
                var changed = body
                changed[place] = byte
                do throws(Problem) {
                    _ = try ResponseRequest(OpenAIFields(json: changed))
                } catch {
                    #expect([400, 404].contains(OpenAIError(error).status))
                }
            }
        }
    }
}
