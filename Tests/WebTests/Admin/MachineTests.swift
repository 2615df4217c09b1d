import Audit
import HTTPTypes
import Kernel
import Store
import Telemetry
import TestSupport
import Testing

@testable import Accounts
@testable import Web

/// The pages about the machine.
struct MachineTests {
    let office: Office
    let owner: Desk

    init() async throws {
        office = try await Office()
        owner = try await office.staff(.owner)
    }

    /// Two hours of a server that answers more and more.
    private func fill() {
        for minute in 0..<120 {
            var sample = MetricsSample(at: office.place.time.now - .seconds((120 - minute) * 60))
            sample.requests = [2: Double(minute * 10), 4: Double(minute)]
            sample.durations = MetricsSample.bounds.indices.map { Double(minute) * Double($0) }
            sample.memory = 90_000_000
            sample.isAuditVerified = true
            sample.jobs = 1
            office.place.history.add(sample)
        }
    }

    @Test(arguments: ["", "/zh-Hant"])
    func `metrics are drawn, and stand in tables beside`(prefix: String) async throws {
        fill()
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            for span in ["hour", "day"] {
                let html = try await desk.get("\(prefix)/admin/metrics?span=\(span)").html
                #expect(html.matches(of: /<figure class="chart">/).count == 5)
                #expect(html.matches(of: /<path class="line-1" d="M[0-9.]+ [0-9.]+L/).count >= 4)
                #expect(!html.contains("style="))
                #expect(html.firstMatch(of: #/ d="[^"]*(nan|inf)/#) == nil)
                #expect(html.contains("<th scope=\"col\">p99</th>"))
            }
        }
    }

    @Test func `settings say where they come from, and secrets nothing else`() async throws {
        try await office.web.browse { browser in
            let html = try await owner.sit(at: browser).get("/admin/settings").html
            #expect(html.contains("NBP_METRICS_TOKEN") && html.contains("<td>set</td>"))
            #expect(html.contains("<td>8080</td>") && html.contains("<td>default</td>"))
        }
    }

    @Test func `jobs are counted, and no word of them is shown`() async throws {
        try await office.web.browse { browser in
            _ = try await browser.stranger.draw("A secret garden")
            let desk = owner.sit(at: browser)
            for path in ["/admin", "/admin/jobs", "/admin/engines", "/admin/metrics", "/api/admin/jobs"] {
                let answer = try await desk.get(path)
                #expect(answer.status == .ok && !answer.html.contains("secret"), "\(path)")
            }
            #expect(try await desk.get("/api/admin/jobs").html.contains("\"succeeded\":1"))
        }
    }

    @Test func `work that failed is tried at once when staff say so`() async throws {
        let id = WorkID(RowID.sample().value)
        let later = office.place.time.now + .hours(1)
        try await office.place.store.write { tx in
            _ = try tx.run(
                """
                INSERT INTO queue_work (id, type, target, run_at, made_at, failures)
                VALUES (\(id), 'mail.send', \(RowID.sample().value.bytes), \(later), \(later), 2)
                """
            )
        }
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            let page = try await desk.get("/admin/jobs")
            #expect(page.html.contains(id.text))
            let csrf = try #require(page.value(of: "csrf"))
            let answer = try await desk.post("/admin/jobs/retry", ["csrf": csrf, "work": id.text])
            #expect(answer.status == .seeOther)
            let runs: [Timestamp] = try await office.place.store.read { tx in
                try tx.all("SELECT run_at FROM queue_work WHERE failures = 2") { try $0.get("run_at") }
            }
            #expect(runs == [office.place.time.now])
            let gone = try await desk.post("/admin/jobs/retry", ["csrf": csrf, "work": "wrk_nonsense"])
            #expect(gone.status == .notFound)
        }
    }

    @Test func `a damaged audit log stands first on the overview`() async throws {
        _ = try await office.place.audit.record(.keyEvent, about: nil, [.what: "made"])
        await office.place.auditWatch.round(isFull: true)
        try await office.web.browse { browser in
            let desk = owner.sit(at: browser)
            #expect(try await desk.get("/admin").html.contains("Nothing needs you now"))
            try await office.place.store.write { tx in
                _ = try tx.run("UPDATE audit_leaf SET at = at + 1 WHERE number = 0")
            }
            await office.place.auditWatch.round(isFull: true)
            #expect(try await desk.get("/admin").html.contains("The audit log does not verify"))
            #expect(try await desk.get("/admin/audit").html.contains("The log does not verify"))
        }
    }
}
