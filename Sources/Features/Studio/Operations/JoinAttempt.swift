package import Engines
import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension Studio {
    /// The job that an earlier try of the same request made, asked before anything is done for this one; nil where it is the first.
    ///
    /// Pictures that come with a request are stored before it can be ordered: a retry must not bring them again.
    /// - Throws: `Problem` `idempotency_key_reused`.
    package func joined(
        _ key: IdempotencyKey?,
        _ attempt: OrderAttempt,
        for subject: SubjectID
    ) async throws -> Job? {
        let permit = try await gate.permit(ProvideService.self, for: subject)
        guard let id = try await earlierJob(key, attempt, of: subject) else { return nil }
        return try await job(id, under: permit)
    }

    /// The model of an id or alias that does the task, as `submit` would take it.
    /// - Throws: `Problem` `model_unknown`, `model_off`, `model_retired`, `task_unsupported`.
    package func model(named name: String, for task: Model.Task) throws(Problem) -> Model {
        try models.model(named: name, for: task, at: clock.now())
    }

    /// The model of an id or alias.
    /// - Throws: `Problem` `model_unknown`, `model_off`, `model_retired`.
    package func model(named name: String) throws(Problem) -> Model {
        try models.model(named: name, at: clock.now())
    }
}
