import Foundation
import Testing

@testable import Gateways

/// What ComfyUI's replies mean.
struct ComfyRepliesTests {
    private func outcome(_ history: String) -> Result<ComfyFile, GatewayFailure>? {
        guard let history = try? JSONDecoder().decode(ComfyHistory.self, from: Data(history.utf8)),
            let run = history.run(ScriptedComfyUI.prompt)
        else { return nil }
        return Result { () throws(GatewayFailure) in try run.picture(of: "9") }
    }

    private func name(_ history: String) -> String? { try? outcome(history)?.get().name }

    private func failure(_ history: String) -> GatewayFailure? {
        guard case .failure(let failure)? = outcome(history) else { return nil }
        return failure
    }

    // MARK: The history

    @Test func `a run that has not ended, or is unknown, is not there`() {
        #expect(outcome("{}") == nil)
        #expect(outcome(#"{"another":{"outputs":{},"status":{"status_str":"success"}}}"#) == nil)
    }

    @Test func `a run that went well has its picture`() throws {
        let file = try #require(try outcome(.history())?.get())
        #expect((file.name, file.folder, file.type) == ("a_1_.png", "nbp", "output"))
    }

    @Test(arguments: [
        (
            #"{"filename":"t.png","subfolder":"","type":"temp"},{"filename":"o.png","subfolder":"","type":"output"}"#,
            "o.png"
        ),
        (#"{"filename":"a.png","type":"output"},{"filename":"b.png","type":"output"}"#, "a.png"),
        (#"{"filename":"t.png","subfolder":"","type":"temp"}"#, "t.png"),
        (#"7,null,{"filename":8},{"filename":""},{"filename":"c.png"}"#, "c.png"),
    ])
    func `of several files the first that stays is taken, and what is no file is passed over`(
        images: String,
        expected: String
    ) {
        #expect(name(.history(images: images)) == expected)
    }

    @Test(arguments: [
        String.history(images: ""),
        .history(images: #"{"filename":""}"#),
        .history().replacing(#""9":"#, with: #""8":"#),
        .history().replacing(#""images":"#, with: #""gifs":"#),
        .history().replacing(#"{"images":"#, with: #"["images","#).replacing("]}},", with: "]]},"),
    ])
    func `a run that went well without a picture has none`(history: String) {
        #expect(failure(history)?.reason == .noImage)
    }

    @Test(arguments: [
        (
            #"["execution_error",{"exception_type":"torch.OutOfMemoryError","exception_message":"the prompt"}]"#,
            "torch.OutOfMemoryError"
        ),
        (#"["execution_error",{"exception_type":"said: a red house"}]"#, "execution_error"),
        (#"["execution_error"]"#, "execution_error"),
        (#"["execution_interrupted",{"node_id":"3"}]"#, "execution_interrupted"),
        (#"["a red house",{}]"#, "error"),
        (#"7"#, "execution_start"),
    ])
    func `a run that failed says how in one word, never in the server's sentences`(end: String, word: String)
    {
        let failure = failure(.history(status: "error", end: end))
        #expect(failure?.reason == .engineFailed)
        #expect(failure?.receipt.end == word)
    }

    @Test func `a run whose status is missing is judged by its pictures`() {
        let history = String.history().replacing(#""status_str":"success","#, with: "")
        #expect(name(history) == "a_1_.png")
    }

    // MARK: Refusals

    private func refusal(_ json: String) throws -> ComfyRefusal {
        try JSONDecoder().decode(ComfyRefusal.self, from: Data(json.utf8))
    }

    private static func nodes(_ type: String) -> String {
        #"""
        {"error":{"type":"prompt_outputs_failed_validation","message":"","details":"","extra_info":{}},
        "node_errors":{"4":{"errors":[{"type":"\#(type)","message":"","details":"","extra_info":{}}],
        "dependent_outputs":["9"],"class_type":"CheckpointLoaderSimple"}}}
        """#
    }

    private static func whole(_ type: String) -> String {
        #"{"error":{"type":"\#(type)","message":"","details":"","extra_info":{}},"node_errors":[]}"#
    }

    @Test(arguments: [
        (nodes("value_not_in_list"), GatewayFailure.Reason.modelGone),
        (whole("missing_node_type"), .modelGone),
        (nodes("required_input_missing"), .invalidRequest),
        (nodes("bad_linked_input"), .invalidRequest),
        (nodes("return_type_mismatch"), .invalidRequest),
        (nodes("invalid_input_type"), .invalidRequest),
        (nodes("value_smaller_than_min"), .invalidRequest),
        (nodes("value_bigger_than_max"), .invalidRequest),
        (nodes("custom_validation_failed"), .invalidRequest),
        (nodes("exception_during_validation"), .invalidRequest),
        (nodes("exception_during_inner_validation"), .invalidRequest),
        (nodes("something_new"), .invalidRequest),
        (whole("no_prompt"), .invalidRequest),
        (whole("invalid_prompt"), .invalidRequest),
        (whole("invalid_prompt_id"), .invalidRequest),
        (whole("prompt_no_outputs"), .invalidRequest),
        (whole("prompt_outputs_failed_validation"), .invalidRequest),
        (#"{"error":"in words","node_errors":7}"#, .invalidRequest),
        ("{}", .invalidRequest),
    ])
    func `what a server lacks is gone, all else is the graph's fault`(
        json: String,
        reason: GatewayFailure.Reason
    ) throws {
        #expect(try refusal(json).reason == reason)
    }

    @Test func `an acceptance may leave outputs out`() throws {
        let json = Self.nodes("value_not_in_list").replacing(#""error""#, with: #""prompt_id":"a-1","error""#)
        let acceptance = try JSONDecoder().decode(ComfyAcceptance.self, from: Data(json.utf8))
        #expect(acceptance.prompt == "a-1")
        #expect(acceptance.refusal.drops("9"))
        #expect(acceptance.refusal.drops("4"))
        #expect(!acceptance.refusal.drops("8"))
    }

    @Test(arguments: ["{}", #"{"prompt_id":7}"#, #"{"prompt_id":"../../queue"}"#, #"{"prompt_id":""}"#, "[]"])
    func `an acceptance without a name that fits into an address is none`(json: String) {
        #expect((try? JSONDecoder().decode(ComfyAcceptance.self, from: Data(json.utf8))) == nil)
    }

    @Test(arguments: [
        (302, GatewayFailure.Reason.unauthorised), (400, .invalidRequest), (401, .unauthorised),
        (403, .unauthorised), (404, .modelGone), (405, .modelGone), (408, .overloaded),
        (413, .invalidRequest),
        (422, .invalidRequest), (429, .rateLimited), (500, .overloaded), (502, .overloaded),
        (503, .overloaded),
        (504, .overloaded), (204, .engineFailed), (501, .engineFailed), (999, .engineFailed),
    ])
    func `every other status has its meaning`(status: Int, reason: GatewayFailure.Reason) {
        #expect(ComfyStatus.failure(status, pause: nil) == GatewayFailure(reason))
        #expect(ComfyStatus.failure(status, pause: "7") == GatewayFailure(reason, pause: .seconds(7)))
        #expect(ComfyStatus.failure(status, pause: "Wed, 21 Oct 2026 07:28:00 GMT") == GatewayFailure(reason))
    }

    // MARK: Others

    @Test func `the queue is asked for an id and nothing else`() throws {
        let json =
            #"{"queue_running":[[4,"a",{"9":{}},{},["9"]]],"queue_pending":[[-2.5,"b",{},{},[]],[7,8]]}"#
        let queue = try JSONDecoder().decode(ComfyQueue.self, from: Data(json.utf8))
        #expect(queue.holds("a") && queue.holds("b"))
        #expect(!queue.holds("9"))
    }

    @Test(arguments: [
        (#"{"name":"a (1).png","subfolder":"nbp","type":"input"}"#, "nbp/a (1).png"),
        (#"{"name":"a.png","subfolder":"","type":"input"}"#, "a.png"),
        (#"{"name":"a.png"}"#, "a.png"),
        (#"{"name":""}"#, nil),
        (#"{"subfolder":"nbp"}"#, nil),
    ])
    func `an uploaded picture goes by the name that the server gave it`(json: String, path: String?) {
        let reply = try? JSONDecoder().decode(ComfyUploaded.self, from: Data(json.utf8))
        #expect(reply?.path == path)
    }

    @Test func `a reply that is cut or spoilt anywhere is none, or another one`() {
        let decoder = JSONDecoder()
        for spoilt in Data(String.history().utf8).spoilt {
            let run = (try? decoder.decode(ComfyHistory.self, from: spoilt))?.run(ScriptedComfyUI.prompt)
            _ = run.map { run in Result { () throws(GatewayFailure) in try run.picture(of: "9") } }
        }
        for spoilt in Data(Self.nodes("value_not_in_list").utf8).spoilt {
            _ = (try? decoder.decode(ComfyRefusal.self, from: spoilt))?.reason
            _ = try? decoder.decode(ComfyAcceptance.self, from: spoilt)
        }
        for spoilt in Data(#"{"queue_running":[[4,"a",{}]],"queue_pending":[]}"#.utf8).spoilt {
            _ = (try? decoder.decode(ComfyQueue.self, from: spoilt))?.holds("a")
        }
        for spoilt in Data(#"{"name":"a.png","subfolder":"nbp","type":"input"}"#.utf8).spoilt {
            _ = try? decoder.decode(ComfyUploaded.self, from: spoilt)
        }
    }
}
