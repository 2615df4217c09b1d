import Wire

extension NanoBananaPro {
    /// Orders pictures, and returns before any is made.
    ///
    /// However often it is sent again by itself, it becomes one job.
    public func submit(_ order: Order) async throws -> Job {
        var call = Call(.post, "jobs")
        call.name(order.idempotencyKey ?? connection.ambience.unique())
        try call.carry(order.body)
        return try await Job(connection.answer(call).decoded(JobBody.self))
    }

    /// A job as it is now.
    public func job(_ id: Job.ID) async throws -> Job {
        try await Job(connection.answer(Call(.get, "jobs", id.text)).decoded(JobBody.self))
    }

    /// Stops a job; one that has ended is returned as it is.
    @discardableResult
    public func cancel(_ id: Job.ID) async throws -> Job {
        try await Job(connection.answer(Call(.delete, "jobs", id.text)).decoded(JobBody.self))
    }

    /// Your jobs, the newest first, fetched page by page as they are read.
    ///
    /// - Parameters:
    ///   - status: only those that stand so.
    ///   - model: only those of a model, by its id.
    ///   - pageSize: how many are fetched at a time, 1 to 100.
    /// - Returns: the list; nothing is asked before it is read.
    public func jobs(_ status: Job.Status? = nil, of model: String? = nil, pageSize: Int = 50) -> Pages<Job> {
        var call = Call(.get, "jobs")
        call.ask("status", status?.rawValue)
        call.ask("model", model)
        return Pages(connection, call, pageSize) { page in
            let body = try page.decoded(ListBody<JobBody>.self)
            return try (body.data.map { try Job($0) }, body.nextCursor)
        }
    }

    /// What happens to a job until it ends; its end is the last update.
    public func updates(of id: Job.ID) -> JobUpdates {
        JobUpdates(connection, id)
    }

    /// Waits for a job's end.
    ///
    /// Cancelling the task ends the waiting and leaves the job: `cancel(_:)` stops it.
    /// - Parameters:
    ///   - id: the job.
    ///   - report: is told of each update on the way.
    /// - Returns: the job with its pictures.
    /// - Throws: `NanoBananaProError` with the job's own code when it failed, `job_canceled` when it was stopped.
    @discardableResult
    public func finished(_ id: Job.ID, report: (JobUpdate) -> Void = { _ in }) async throws -> Job {
        for try await update in updates(of: id) {
            report(update)
            if case .ended(let job) = update { return try job.checked() }
        }
        throw CancellationError()
    }

    /// Orders pictures and waits until they are made.
    /// - Throws: as `finished(_:report:)`.
    public func run(_ order: Order, report: (JobUpdate) -> Void = { _ in }) async throws -> Job {
        let job = try await submit(order)
        return try await job.status.isFinal ? job.checked() : finished(job.id, report: report)
    }
}
