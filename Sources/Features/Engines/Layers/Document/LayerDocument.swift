import Foundation
package import Kernel

/// A picture as a list of layers on a canvas, lowest first: what composing, typesetting and the editor work on.
///
/// Its JSON is described in `docs/layers.md`. A document that exists is sound: every refusal happens in decoding or in `init`, as a `Problem` whose
/// field names the place, like `layers[3].opacity`.
package struct LayerDocument: Hashable, Sendable {
    package static let version = 1
    package static let mostLayers = 60
    /// Different pictures, the background's included; there may be as many masks.
    package static let mostImages = 14

    package let canvas: LayerCanvas
    package let layers: [Layer]

    /// - Throws: `Problem` `too_many_layers`, `too_many_images`, `layer_repeated` or `layer_outside`.
    package init(canvas: LayerCanvas, layers: [Layer]) throws(Problem) {
        try self.init(canvas: canvas, layers: layers, at: [])
    }

    private init(canvas: LayerCanvas, layers: [Layer], at path: [any CodingKey]) throws(Problem) {
        self.canvas = canvas
        self.layers = layers
        let list = path + [MemberName("layers")]
        guard layers.count <= Self.mostLayers else {
            throw Problem(.tooManyLayers, field: StrictObject.field(list), ["most": "\(Self.mostLayers)"])
        }
        try checkLayers(list)
        guard images.count <= Self.mostImages, masks.count <= Self.mostImages else {
            throw Problem(.tooManyImages, field: StrictObject.field(list), ["most": "\(Self.mostImages)"])
        }
    }

    private func checkLayers(_ list: [any CodingKey]) throws(Problem) {
        var known: Set<String> = []
        for (index, layer) in layers.enumerated() {
            let place = list + [LayerIndex(index)]
            guard known.insert(layer.id).inserted else {
                throw Problem(
                    .layerRepeated,
                    field: StrictObject.field(place + [MemberName("id")]),
                    ["layer": layer.id]
                )
            }
            guard layer.box.touches(canvas.box, turnedBy: layer.rotation) else {
                throw Problem(
                    .layerOutside,
                    field: StrictObject.field(place + [MemberName("box")]),
                    ["layer": layer.id]
                )
            }
        }
    }

    /// The different pictures it shows, in the order of their first place; masks are apart.
    package var images: [ImageID] {
        let background: [ImageID] =
            if case .picture(let image, _) = canvas.background { [image] } else { [] }
        return (background + layers.flatMap(\.images.shown)).distinct
    }

    package var masks: [ImageID] { layers.flatMap(\.images.masks).distinct }
}

extension LayerDocument: JSONDocument {
    private enum Member: String, CodingKey, CaseIterable {
        case version
        case canvas
        case layers
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        guard try object.value("version") == Self.version else {
            throw Problem(.valueUnknown, field: object.field("version"), ["known": "\(Self.version)"])
        }
        let layers: Bounded = try object.value("layers")
        try self.init(canvas: object.value("canvas"), layers: layers.layers, at: decoder.codingPath)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(Self.version, forKey: .version)
        try container.encode(canvas, forKey: .canvas)
        try container.encode(layers, forKey: .layers)
    }

    /// Layers that are counted before they are read.
    private struct Bounded: Decodable {
        let layers: [Layer]

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            guard list.count ?? 0 <= LayerDocument.mostLayers else {
                let field = StrictObject.field(decoder.codingPath)
                throw Problem(.tooManyLayers, field: field, ["most": "\(LayerDocument.mostLayers)"])
            }
            var layers: [Layer] = []
            while !list.isAtEnd { layers.append(try list.decode(Layer.self)) }
            self.layers = layers
        }
    }
}

/// The place of a layer in the list.
private struct LayerIndex: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ index: Int) {
        stringValue = "\(index)"
        intValue = index
    }

    init?(stringValue: String) {
        nil
    }

    init?(intValue: Int) {
        self.init(intValue)
    }
}

extension Array where Element: Hashable {
    /// Without what came before.
    fileprivate var distinct: [Element] {
        var known: Set<Element> = []
        return filter { known.insert($0).inserted }
    }
}
