import CTextures
import Testing

/// The façade refuses what it must not touch, whoever calls.
struct FacadeTests {
    private static var never: textures_reins { textures_reins(is_stopped: { _ in false }, context: nil) }
    private static var always: textures_reins { textures_reins(is_stopped: { _ in true }, context: nil) }

    private let samples = [UInt8](repeating: 90, count: 48 * 48 * 3)

    private func status(
        _ width: Int32,
        _ height: Int32,
        _ pass: (textures_picture, UnsafeMutablePointer<textures_result>) -> textures_status
    ) -> textures_status {
        var result = textures_result()
        let status = samples.withUnsafeBufferPointer { samples -> textures_status in
            guard let start = samples.baseAddress else { return .TEXTURES_OK }
            return pass(textures_picture(samples: start, width: width, height: height), &result)
        }
        #expect((result.samples != nil) == (status == .TEXTURES_OK))
        textures_free(result.samples)
        return status
    }

    private func paper(_ change: (inout textures_paper) -> Void = { _ in }) -> textures_paper {
        var paper = textures_paper()
        paper.unit = 0.048
        change(&paper)
        return paper
    }

    @Test(arguments: [(0, 48), (48, 0), (-1, 48), (20_000, 1), (16_000, 16_000)] as [(Int32, Int32)])
    func `sizes out of bounds are refused`(width: Int32, height: Int32) {
        #expect(status(width, height) { textures_paint($0, paper(), Self.never, $1) } == .TEXTURES_FAILED)
        let glow = textures_glow(unit: 1, seed: 1, strength: 1)
        #expect(status(width, height) { textures_shine($0, glow, Self.never, $1) } == .TEXTURES_FAILED)
    }

    @Test func `numbers out of range, and what is no number, are refused`() {
        let wrong = [
            paper { $0.unit = 0 }, paper { $0.unit = .nan }, paper { $0.wander = -1 },
            paper { $0.wander = 11 },
            paper { $0.rims = 1.1 }, paper { $0.margin = .infinity }, paper { $0.specks = .nan },
        ]
        for paper in wrong {
            #expect(status(48, 48) { textures_paint($0, paper, Self.never, $1) } == .TEXTURES_FAILED)
        }
        #expect(status(48, 48) { textures_paint($0, paper(), Self.never, $1) } == .TEXTURES_OK)
    }

    @Test func `cells must cover the result, and the guide have the drawing's size`() {
        var cells = textures_cells()
        (cells.width, cells.height, cells.cell, cells.samples, cells.colours) = (48, 48, 4, 4, 8)
        #expect(status(48, 48) { textures_pixels($0, $0, cells, Self.never, $1) } == .TEXTURES_OK)
        let wrong: [(inout textures_cells) -> Void] = [
            { $0.width = 49 }, { $0.cell = 0 }, { $0.samples = 0 }, { $0.samples = 5 }, { $0.colours = 1 },
            { $0.colours = 1_000 }, { $0.fine.x = -1 }, { $0.fine.width = .min },
        ]
        for change in wrong {
            var cells = cells
            change(&cells)
            #expect(status(48, 48) { textures_pixels($0, $0, cells, Self.never, $1) } == .TEXTURES_FAILED)
        }
        let other = status(48, 48) { drawing, result in
            var guide = drawing
            guide.height = 44
            return textures_pixels(drawing, guide, cells, Self.never, result)
        }
        #expect(other == .TEXTURES_FAILED)
    }

    @Test func `inks and stones out of bounds are refused`() {
        var screens = textures_screens()
        (screens.unit, screens.pitch, screens.set_count) = (1, 6, 0)
        #expect(status(48, 48) { textures_print($0, &screens, Self.never, $1) } == .TEXTURES_FAILED)
        screens.set_count = 9
        #expect(status(48, 48) { textures_print($0, &screens, Self.never, $1) } == .TEXTURES_FAILED)
        screens.set_count = 1
        screens.sets.0.count = 4
        #expect(status(48, 48) { textures_print($0, &screens, Self.never, $1) } == .TEXTURES_FAILED)
        var stones = textures_tesserae()
        (stones.width, stones.height, stones.unit, stones.side) = (48, 0, 1, 6)
        #expect(status(48, 48) { textures_inlay($0, $0, stones, Self.never, $1) } == .TEXTURES_FAILED)
        (stones.height, stones.side) = (48, 2)
        #expect(status(48, 48) { textures_inlay($0, $0, stones, Self.never, $1) } == .TEXTURES_FAILED)
    }

    @Test func `whoever is stopped has made nothing`() {
        #expect(status(48, 48) { textures_paint($0, paper(), Self.always, $1) } == .TEXTURES_STOPPED)
    }
}
