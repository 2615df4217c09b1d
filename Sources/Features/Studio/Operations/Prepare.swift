import Blobs
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Purposes
import Store

/// An order with all that follows from its pictures.
struct PreparedOrder: Sendable {
    let size: PixelSize
    var settings: JobSettings?
    var inputs: [JobInput] = []
    /// The picture that the result is another state of.
    var parent: ImageID?
    var notes: [Note] = []
}

extension Studio {
    /// Looks at an order's pictures and settles what is made of them: its steps or its document, and its size.
    /// - Throws: `Problem` that names the place in the order; nothing is stored by then.
    func prepared(
        _ order: Order,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PreparedOrder {
        if case .scene(let wish, let text) = order.task {
            let prepared = try await prepared(wish, text, of: order, under: permit)
            try await checkTexts(of: order, prepared)
            return prepared
        }
        let named = order.task.inputs
        let images = try await images(of: named, under: permit)
        var prepared = try prepared(order, with: images)
        prepared.inputs = named.map(\.input).distinct
        for mask in named where mask.input.role == .mask {
            guard let image = images[mask.input.image] else { continue }
            try await requireMarks(image, mask.field, under: permit)
        }
        try await checkTexts(of: order, prepared)
        return prepared
    }

    /// The pictures that an order names, each this person's and fit to be used.
    private func images(
        of named: [OrderInput],
        under permit: borrowing Permit<ProvideService>
    ) async throws -> [ImageID: Image] {
        let (subject, studio) = (permit.subject, self)
        let images = try await store.read { tx in try studio.images(of: named, for: subject, in: tx) }
        for id in images.keys { try await screening.requireShown(id) }
        return images
    }

    /// - Throws: `Problem` `not_found` with the field of the first that is not this person's.
    func images(
        of named: [OrderInput],
        for subject: SubjectID,
        in tx: Transaction
    ) throws -> [ImageID: Image] {
        let records = ImageRecords(tx)
        var images: [ImageID: Image] = [:]
        for each in named where images[each.input.image] == nil {
            guard let image = try records.picture(each.input.image, of: subject) else {
                throw Problem(.notFound, field: each.field)
            }
            images[image.id] = image
        }
        return images
    }

    /// Whether every text of an order can be set.
    func checkTexts(of order: Order, _ prepared: PreparedOrder) async throws {
        switch (order.task, prepared.settings) {
        case (.compose(let wish), .document(let document)), (.typeset(let wish), .document(let document)):
            try await check(document, namedAs: wish.textField)
        case (_, let settings?):
            // Which picture it is matters to nobody here.
            guard let overlay = try settings.overlay(on: ids.next(), of: prepared.size) else { return }
            switch settings {
            case .text, .avoiding, .scene: return try await check(overlay, namedAs: "text")
            default: break
            }
            try await overlay.checkTexts(tools.typography, field: nil)
        default: break
        }
    }

    private func check(_ document: LayerDocument, namedAs field: String?) async throws {
        do {
            try await document.checkTexts(tools.typography, field: "document")
        } catch let problem as Problem {
            throw field.map { Problem(problem.code, field: $0, problem.arguments) } ?? problem
        }
    }

    /// What follows from an order and the facts of its pictures.
    func prepared(_ order: Order, with images: [ImageID: Image]) throws(Problem) -> PreparedOrder {
        func size(of picture: ImageID) throws(Problem) -> PixelSize {
            guard let image = images[picture] else { throw Problem(.notFound, field: "images[0]") }
            return image.size
        }
        switch order.task {
        case .generate(let text):
            return PreparedOrder(
                size: try order.requiredSize,
                settings: order.negative.map { JobSettings.avoiding($0, text: text) }
                    ?? text.map(JobSettings.text),
                parent: order.variationOf
            )
        case .repaint(let wish):
            try order.task.checkPixels(images)
            try wish.checkMask(images)
            if wish.goesOn, images[wish.pictures[0]]?.kind != .picture {
                throw Problem(.notFound, field: wish.field)
            }
            let source = try size(of: wish.pictures[0])
            let model = try model(for: order)
            return PreparedOrder(
                size: order.spec?.size ?? model.size(repainting: source),
                settings: wish.settings(avoiding: order.negative),
                parent: wish.isEdit ? wish.pictures.first : order.variationOf
            )
        case .scene(.document(let scene), let text):
            return try prepared(scene, text, of: order)
        case .scene(.change, _):
            throw Problem(.notFound, field: "scene_of")
        case .edit(let wish):
            let source = try size(of: wish.picture)
            try order.task.checkPixels(images)
            let (recipe, notes) = try wish.recipe(saying: order.prompt, of: source, tools.instructions)
            try wish.checkMasks(of: recipe, from: source, images)
            return PreparedOrder(
                size: try EditPlan.size(after: recipe.steps, from: source),
                settings: .recipe(recipe, layers: wish.layers),
                parent: wish.picture,
                notes: notes
            )
        case .compose(let wish), .typeset(let wish):
            let document = try wish.document(order.spec, images, tools.designs)
            try order.task.checkPixels(images, in: document)
            let shown = document.images
            return PreparedOrder(
                size: document.canvas.size,
                settings: .document(document),
                parent: shown.count == 1 ? shown[0] : nil
            )
        case .upscale(let wish):
            return PreparedOrder(
                size: try wish.factor.enlarged(size(of: wish.picture)),
                settings: .enlarging(wish.factor, wish.method),
                parent: wish.picture
            )
        }
    }

    /// - Throws: `Problem` `mask_empty` for a mask that marks nothing.
    private func requireMarks(
        _ mask: Image,
        _ field: String,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        guard try await inTurn({ try await pixels(of: mask, under: permit).hasLight() }) else {
            throw Problem(.maskEmpty, field: field)
        }
    }
}

extension Picture {
    /// Whether any pixel is neither black nor clear.
    @concurrent
    fileprivate func hasLight() async -> Bool {
        withSamples { samples, bands in
            guard bands == 4 else { return samples.contains { $0 > 0 } }
            return stride(from: 0, to: samples.count, by: 4).contains { pixel in
                samples[pixel + 3] > 0 && (0..<3).contains { samples[pixel + $0] > 0 }
            }
        }
    }
}

extension Array where Element: Hashable {
    /// Without what came before.
    var distinct: [Element] {
        var known: Set<Element> = []
        return filter { known.insert($0).inserted }
    }
}
