package import Engines
import FoundationEssentials
package import Imaging
package import Kernel

/// Models whose pictures servers make, as an engine like any other.
///
/// What comes back is decoded before it is believed; a picture of another size is fitted to the one that was asked for,
/// and that is said.
package struct RemoteEngine: Engine {
    /// Seconds that a picture may take where the model's row says nothing.
    private static let usualLimit = 600.0

    private let router: Router
    /// Engines that take pictures in the size of the order alone.
    private let fitting: Set<String>
    /// Engines that keep turns, for the models that do.
    private let remembering: Set<String>
    private let imaging: Imaging
    private let clock: Clock

    package var waitsForServers: Bool { true }

    package init(
        router: Router,
        fitting: Set<String> = [],
        remembering: Set<String> = [],
        imaging: Imaging,
        clock: Clock
    ) {
        self.router = router
        self.fitting = fitting
        self.remembering = remembering
        self.imaging = imaging
        self.clock = clock
    }

    package func make(
        _ order: EngineOrder,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> EngineResult {
        guard case .generate = order.task else { throw EngineError.refused(Problem(.taskUnsupported)) }
        guard let errand = order.errand else { throw EngineError.refused(Problem(.modelUnknown)) }
        let outcome = try await router.picture(wish(order, errand), report: report)
        report(EngineProgress(.finishing, 0.8))
        let picture = try await decoded(outcome.picture.bytes)
        let fitted = try await imaging.covering(order.size, with: picture)
        var notes: [Note] = []
        if picture.size != order.size { notes.append(Note(.sizeCorrected)) }
        if !outcome.isFirstChoice { notes.append(Note(.madeElsewhere, words: [outcome.engine])) }
        let joined = try await joined(fitted, order)
        return EngineResult(
            .pixels(joined),
            source: .trainedAlgorithmicMedia,
            notes: notes,
            memory: outcome.memory,
            delivery: outcome.picture.bytes
        )
    }

    /// What lies outside of the mask stays as it was, whatever the server made of it.
    private func joined(_ picture: Picture, _ order: EngineOrder) async throws -> Picture {
        guard let mask = order.mask, let original = order.references.first else { return picture }
        return try await imaging.joining(
            picture,
            to: imaging.covering(order.size, with: original),
            by: imaging.covering(order.size, with: mask)
        )
    }

    private func wish(_ order: EngineOrder, _ errand: EngineErrand) async throws -> Router.Wish {
        let model = errand.model
        let shape = Shape(order.size, model)
        let told = order.turns.reduce(0) { $0 + $1.shown.count + ($1.picture == nil ? 0 : 1) }
        let limit = Duration.seconds(
            shape.flatMap {
                model.secondsAllowed(for: $0.resolution, references: max(order.references.count, told))
            } ?? Self.usualLimit
        )
        // What is joined afterwards must lie where it lay.
        let fits: @Sendable (Route) -> Bool = { [fitting] route in
            order.mask != nil || fitting.contains(route.engine)
        }
        let needed = (model.routes.contains { !fits($0) }, model.routes.contains(where: fits))
        let whole = needed.0 ? try await Sendings(of: order, in: nil, imaging) : nil
        let fitted = needed.1 ? try await Sendings(of: order, in: order.size, imaging) : nil
        let talk = try await EngineTalk(of: order, by: model, remembering, imaging)
        return Router.Wish(
            key: errand.picture,
            routes: model.routes,
            deadline: clock.now() + limit,
            order: { route, demandsImage in
                let sent = fits(route) ? fitted : whole
                let told = talk.turns(for: route)
                return GatewayOrder(
                    model: route.model,
                    prompt: told == nil ? talk.wishes.prompt : order.prompt,
                    negativePrompt: order.negative ?? .none,
                    size: order.size,
                    shape: shape.map { ($0.ratio, $0.resolution) },
                    seed: order.seed,
                    references: told == nil ? sent?.references ?? [] : [],
                    mask: sent?.mask,
                    turns: told ?? [],
                    tellsHistory: told == nil && talk.wishes.areTold,
                    demandsImage: demandsImage,
                    limit: limit
                )
            }
        )
    }

    private func decoded(_ bytes: Data) async throws -> Picture {
        do {
            return try await imaging.decode(bytes, limits: .engineOutput)
        } catch ImagingError.cancelled {
            throw CancellationError()
        } catch {
            throw EngineError.failed
        }
    }
}

/// An order's pictures as they are sent: encoded anew, so that nothing leaves but what is seen.
private struct Sendings: Sendable {
    let references: [GatewayOrder.Reference]
    let mask: Data?

    /// Brings all of them to `size`; nil leaves them as they are.
    init(of order: EngineOrder, in size: PixelSize?, _ imaging: Imaging) async throws {
        var references: [GatewayOrder.Reference] = []
        for picture in order.references {
            let picture = try await Self.fitted(picture, to: size, imaging)
            references.append(try await GatewayOrder.Reference(of: picture, imaging))
        }
        self.references = references
        guard let mask = order.mask else {
            self.mask = nil
            return
        }
        self.mask = try await imaging.encode(Self.fitted(mask, to: size, imaging), as: .png)
    }

    private static func fitted(
        _ picture: Picture,
        to size: PixelSize?,
        _ imaging: Imaging
    ) async throws -> Picture {
        guard let size else { return picture }
        return try await imaging.covering(size, with: picture)
    }
}

/// A size as the registry's table has it.
private struct Shape {
    let ratio: AspectRatio
    let resolution: Resolution

    /// Nil for a size that is none of the model's table.
    init?(_ size: PixelSize, _ model: Model) {
        for ratio in model.aspectRatios {
            for resolution in model.resolutions where PixelSize(ratio, resolution) == size {
                (self.ratio, self.resolution) = (ratio, resolution)
                return
            }
        }
        return nil
    }
}

extension Model {
    /// The engines that make its pictures, in the order in which they are asked.
    var routes: [Route] {
        [Route(engine: engine, model: upstream ?? id)]
            + (fallbacks ?? []).map { Route(engine: $0.engine, model: $0.model) }
    }
}
