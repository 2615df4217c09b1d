import Foundation
import Testing

@testable import Gateways

/// What the socket says.
struct ComfyEventTests {
    private func event(_ json: String) -> ComfyEvent? { ComfyEvent(Data(json.utf8), of: "mine") }

    @Test(arguments: [
        (#"{"type":"execution_start","data":{"prompt_id":"mine","timestamp":1}}"#, ComfyEvent.started),
        (#"{"type":"progress","data":{"value":7,"max":28,"prompt_id":"mine","node":"3"}}"#, .progress(0.25)),
        (#"{"type":"progress","data":{"value":7,"max":28}}"#, .progress(0.25)),
        (#"{"type":"progress","data":{"value":99,"max":28}}"#, .progress(1)),
        (#"{"type":"progress","data":{"value":-5,"max":28}}"#, .progress(0)),
        (
            #"{"type":"progress_state","data":{"prompt_id":"mine","nodes":{"3":{"value":14,"max":28,"state":"running"},"4":{"value":1,"max":1,"state":"running"},"5":{"value":9,"max":9,"state":"finished"}}}}"#,
            .progress(0.5)
        ),
        (#"{"type":"executing","data":{"node":null,"prompt_id":"mine"}}"#, .ended),
        (#"{"type":"execution_success","data":{"prompt_id":"mine"}}"#, .ended),
        (#"{"type":"execution_error","data":{"prompt_id":"mine","traceback":["…"]}}"#, .ended),
        (#"{"type":"execution_interrupted","data":{"prompt_id":"mine"}}"#, .ended),
    ])
    func `what matters is heard`(json: String, expected: ComfyEvent) {
        #expect(event(json) == expected)
    }

    @Test(arguments: [
        #"{"type":"status","data":{"status":{"exec_info":{"queue_remaining":0}},"sid":"x"}}"#,
        #"{"type":"execution_success","data":{"prompt_id":"theirs"}}"#,
        #"{"type":"executing","data":{"node":"3","prompt_id":"mine"}}"#,
        #"{"type":"executing","data":{"prompt_id":"mine"}}"#,
        #"{"type":"execution_cached","data":{"nodes":[],"prompt_id":"mine"}}"#,
        #"{"type":"progress","data":{"value":1,"max":1,"prompt_id":"mine"}}"#,
        #"{"type":"progress","data":{"value":"1","max":28}}"#,
        #"{"type":"progress","data":{"value":1,"max":0}}"#,
        #"{"type":"progress"}"#,
        #"{"type":"progress_state","data":{"nodes":{}}}"#,
        #"{"type":"crystools.monitor","data":{"cpu_utilization":3.2}}"#,
        #"{"data":{}}"#, "[]", "7", "", "no JSON",
    ])
    func `all else is not`(json: String) {
        #expect(event(json) == nil)
    }

    @Test func `a text that is cut or spoilt anywhere does no harm`() {
        let text =
            #"{"type":"progress_state","data":{"prompt_id":"mine","nodes":{"3":{"value":14,"max":28,"state":"running"}}}}"#
        for spoilt in Data(text.utf8).spoilt {
            guard case .progress(let share)? = ComfyEvent(spoilt, of: "mine") else { continue }
            #expect((0...1).contains(share))
        }
    }
}
