import Kernel
import Testing

struct ProblemTests {
    @Test(arguments: Problem.Code.allCases)
    func `every code has a status of a refusal and two messages`(code: Problem.Code) {
        let problem = Problem(code)
        #expect((400...599).contains(problem.status))
        #expect(problem.title.key == "problem.\(code.rawValue).title")
        #expect(problem.detail.key == "problem.\(code.rawValue).detail")
    }

    @Test(arguments: [
        ("malformed_body", 400), ("unknown_field", 400), ("prompt_empty", 422),
        ("idempotency_key_reused", 422),
        ("insufficient_credits", 402), ("quota-exceeded", 429), ("too_many_jobs", 429), ("not_found", 404),
        ("model_unknown", 404), ("restricted", 423), ("under_age", 403), ("no_consent", 403),
        ("storage_full", 507),
    ])
    func `statuses of the contract stay`(code: String, status: Int) throws {
        #expect(try #require(Problem.Code(rawValue: code)).status == status)
    }

    @Test func `the messages carry the problem's arguments`() {
        let problem = Problem(.quotaExceeded, ["limit": "20"])
        #expect(problem.title.arguments == ["limit": "20"])
        #expect(problem.detail.arguments == ["limit": "20"])
    }
}
