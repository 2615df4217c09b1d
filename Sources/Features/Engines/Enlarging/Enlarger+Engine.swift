extension Enlarger: Engine {
    package func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        guard case .enlarge(let request) = order.task else { throw EngineError.otherTask }
        let enlarged = try await render(request, report: report)
        return EngineResult(.pixels(enlarged.picture), source: .algorithmicallyEnhanced)
    }
}
