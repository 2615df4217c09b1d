import Engines
import Kernel
import Purposes

extension Studio {
    /// Settles which scene is drawn, and how large.
    /// - Throws: `Problem` that names the place in the order.
    func prepared(
        _ wish: SceneWish,
        _ text: TextWish?,
        of order: Order,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> PreparedOrder {
        switch wish {
        case .document(let scene): return try prepared(scene, text, of: order)
        case .change(let picture):
            let found = try await scene(of: picture, named: "scene_of", under: permit)
            var result = Illustrator.Result(scene: found.scene, notes: [])
            if !order.prompt.isEmpty {
                result = try tools.illustrator.changed(found.scene, saying: order.prompt)
            }
            var prepared = try prepared(
                result.scene,
                text ?? found.text,
                of: order,
                otherwise: found.picture.size
            )
            prepared.parent = picture
            prepared.notes = result.notes
            return prepared
        }
    }

    /// A scene as it was written, in the order's size, else its own.
    func prepared(
        _ scene: Scene,
        _ text: TextWish?,
        of order: Order,
        otherwise size: PixelSize? = nil
    ) throws(Problem) -> PreparedOrder {
        guard order.count == 1 else { throw Problem(.countOutOfBounds, field: "n", ["limit": "1"]) }
        var scene = scene
        if let style = order.style { scene.style = style }
        if let seed = order.seed { scene.seed = seed.number }
        let size = order.spec?.size ?? size ?? scene.canvas.usualSize
        try tools.illustrator.check(scene, at: size)
        return PreparedOrder(size: size, settings: .scene(scene, text), parent: order.variationOf)
    }
}

extension Scene.Canvas {
    /// Its short side as long as that of a square picture of usual size.
    fileprivate var usualSize: PixelSize {
        let scale = Double(PixelSize(.square, .oneK).width) / Self.shortSide
        return PixelSize(width: Int((width * scale).rounded()), height: Int((height * scale).rounded()))
    }
}
