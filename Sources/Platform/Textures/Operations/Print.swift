import CTextures
package import Imaging
package import Kernel

extension Textures {
    /// Prints the picture in two or three inks.
    package func print(
        _ picture: Picture,
        _ look: PrintLook,
        seed: Seed
    ) async throws(ImagingError) -> Picture {
        guard look.isSound else { throw .outOfRange }
        let unit = picture.size.unit
        return try await make(of: picture) { picture, reins, result in
            var how = textures_screens(look, unit: unit, seed: seed)
            return textures_print(picture, &how, reins, result)
        }
    }
}

extension textures_screens {
    fileprivate init(_ look: PrintLook, unit: Float, seed: Seed) {
        self.init()
        self.unit = unit
        self.seed = UInt64(seed.number)
        paper = textures_colour(look.paper)
        pitch = Float(look.pitch)
        shift = Float(look.shift)
        margin = Float(look.margin)
        set_count = Int32(clamping: look.inks.count)
        withUnsafeMutableBytes(of: &sets) { bytes in
            let sets = bytes.bindMemory(to: textures_ink_set.self)
            for (place, inks) in look.inks.enumerated() { sets[place] = textures_ink_set(inks) }
        }
    }
}

extension textures_ink_set {
    fileprivate init(_ inks: [Colour]) {
        self.init()
        count = Int32(clamping: inks.count)
        withUnsafeMutableBytes(of: &self.inks) { bytes in
            let colours = bytes.bindMemory(to: textures_colour.self)
            for (place, ink) in inks.enumerated() { colours[place] = textures_colour(ink) }
        }
    }
}
