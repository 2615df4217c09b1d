extension Compositor: Engine {
    package func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        guard case .layers(let request) = order.task else { throw EngineError.otherTask }
        return EngineResult(.pixels(try await render(request, report: report)), source: .digitalCreation)
    }
}
