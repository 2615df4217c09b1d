import Foundation

/// A picture from the order to the last event, through a running server.
struct ServedImages {
    private static let rest: UInt32 = 5

    let server: RunningServer

    private struct Accepted: Decodable {
        let id: String
    }

    func finding(side: Int, seconds: Double) async throws -> Finding {
        let cookie = try welcomed(side)
        let prompts = OfflineImages.prompts
        let samples = try await Samples.timing(prompts.count) { try make(prompts[$0], side, cookie) }
        return Finding("offline image \(side)², order to done", .seconds(samples.median), .budget(seconds))
    }

    /// What the server holds when it has worked and rests again.
    func memory() throws -> Finding {
        sleep(Self.rest)
        return Finding(
            "server at rest after work, resident",
            Quantity(try server.residentBytes(), .bytes),
            .budget(120e6)
        )
    }

    /// Makes one picture, which starts a visitor and warms the server.
    private func welcomed(_ side: Int) throws -> String {
        let answer = try order(OfflineImages.prompts[0], side, cookie: nil)
        guard let cookie = answer.fields("set-cookie").first?.prefix(while: { $0 != ";" }) else {
            throw Complaint("the server set no cookie")
        }
        try follow(answer, String(cookie))
        return String(cookie)
    }

    private func make(_ prompt: String, _ side: Int, _ cookie: String) throws {
        try follow(order(prompt, side, cookie: cookie), cookie)
    }

    private func order(_ prompt: String, _ side: Int, cookie: String?) throws -> LocalHTTP.Answer {
        let body = ["prompt": prompt, "size": "\(side)x\(side)"]
        var fields = ["Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"]
        fields["Cookie"] = cookie
        let answer = try server.http.post("/api/jobs", fields, JSONEncoder().encode(body))
        guard answer.status == 202 else { throw Complaint("an order was refused: \(answer.text)") }
        return answer
    }

    /// Reads events until the server ends them.
    private func follow(_ accepted: LocalHTTP.Answer, _ cookie: String) throws {
        let id = try JSONDecoder().decode(Accepted.self, from: accepted.body).id
        let events = try server.http.get("/api/jobs/\(id)/events", ["Cookie": cookie]).text
        guard events.contains("event: done"), events.contains("\"succeeded\"") else {
            throw Complaint("a picture was not made: \(events.suffix(300))")
        }
    }
}
