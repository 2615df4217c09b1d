import API
import Engines
import Kernel
import Telemetry
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// Servers and keys of engines elsewhere, on the page of the engines.
struct RemoteEngineTests {
    private static let moment = TestClock().now
    private static let lanes = [
        LaneState(engine: "gemini", label: "gemini-1", health: .ready, underWay: 2, lastFailure: nil),
        LaneState(
            engine: "gemini",
            label: "gemini-2",
            health: .shut,
            underWay: 0,
            lastFailure: LaneState.Failure(.unauthorised, at: moment)
        ),
        LaneState(
            engine: "sdcpp",
            label: "sdcpp-1",
            health: .paused(until: moment),
            underWay: 0,
            lastFailure: nil
        ),
        LaneState(engine: "sdcpp", label: "sdcpp-2", health: .resting, underWay: 0, lastFailure: nil),
    ]

    /// Ten minutes in which one key makes a picture a minute, in ten to twenty seconds each, and another none.
    private func fill(_ office: Office) {
        let maker = EngineNumbers.Maker(engine: "gemini", model: "flash-image")
        for minute in 0..<10 {
            var sample = MetricsSample(at: office.place.time.now - .seconds((10 - minute) * 60))
            let made = Double(minute)
            sample.engines.calls = [
                EngineNumbers.Call(maker, lane: "gemini-1", outcome: "made"): made,
                EngineNumbers.Call(maker, lane: "gemini-1", outcome: "refused_input"): 1,
                EngineNumbers.Call(maker, lane: "gemini-2", outcome: "unauthorised"): 1,
            ]
            sample.engines.used = [EngineNumbers.Use(maker, unit: "picture_tokens"): made * 1_290]
            sample.engines.durations = [maker: EngineNumbers.bounds.map { $0 >= 20 ? made : 0 }]
            sample.callsWaiting = 3
            office.place.history.add(sample)
        }
    }

    /// The cells of the table's row with this head, signs left out.
    private func row(_ head: String, in html: String) -> [String] {
        let signless = html.replacing(#/<span aria-hidden="true">.</span>\s/#, with: "")
        let rows = signless.split(separator: "<tr>")
        let row = rows.first { $0.contains("<th scope=\"row\">\(head)</th>") } ?? ""
        return row.matches(of: /<td>([^<]*)<\/td>/).map { String($0.1) }
    }

    @Test(arguments: [("", "ready", "–"), ("/zh-Hant", "可用", "–")])
    func `a server is told with its calls of the day and how long they take`(
        prefix: String,
        state: String,
        nothing: String
    ) async throws {
        let office = try await Office(lanes: Self.lanes)
        let owner = try await office.staff(.owner)
        fill(office)
        try await office.web.browse { browser in
            let html = try await owner.sit(at: browser).get("\(prefix)/admin/engines").html
            #expect(row("gemini-1", in: html) == ["gemini", state, "2", "10", "0", "15 s", nothing])
            let model = ["gemini", "11", "15 s", "19.5 s", "0", "0", "11,610", "0"]
            #expect(row("flash-image", in: html) == model)
        }
    }

    @Test(
        arguments: [
            ("", ["✕", "its key opens nothing", "Key not accepted", "▲", "left alone", "‖", "paused until"]),
            ("/zh-Hant", ["✕", "金鑰無效", "不接受金鑰", "▲", "連續失敗", "‖", "暫停至"]),
        ]
    )
    func `a state is told in words and by a sign`(prefix: String, words: [String]) async throws {
        let office = try await Office(lanes: Self.lanes)
        let owner = try await office.staff(.owner)
        fill(office)
        try await office.web.browse { browser in
            let html = try await owner.sit(at: browser).get("\(prefix)/admin/engines").html
            for word in words { #expect(html.contains(word), "\(word)") }
            #expect(html.contains("<span aria-hidden=\"true\">✕</span>"))
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `calls are drawn, and stand in tables beside`(prefix: String) async throws {
        let office = try await Office(lanes: Self.lanes)
        let owner = try await office.staff(.owner)
        fill(office)
        try await office.web.browse { browser in
            let html = try await owner.sit(at: browser).get("\(prefix)/admin/engines?span=hour").html
            #expect(html.matches(of: /<figure class="chart">/).count == 4)
            #expect(html.contains("<path class=\"line-5\""))
            #expect(html.firstMatch(of: #/ d="[^"]*(nan|inf)/#) == nil)
            #expect(html.contains("/admin/engines?span=day"))
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `where no engine elsewhere is named, one sentence says how to add one`(prefix: String) async throws {
        let office = try await Office()
        let owner = try await office.staff(.owner)
        try await office.web.browse { browser in
            let html = try await owner.sit(at: browser).get("\(prefix)/admin/engines").html
            #expect(html.contains("NBP_GEMINI_API_KEY"))
            #expect(!html.contains("<figure class=\"chart\">"))
        }
    }
}
