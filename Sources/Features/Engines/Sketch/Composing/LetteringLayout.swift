/// Finds the lines and the size of quoted text, and a clear place for it.
struct LetteringLayout {
    /// More characters are not set.
    static let mostCharacters = 80
    private static let mostLines = 6
    static let lineHeight = 1.28
    /// Words stay whole down to this share of the largest size.
    private static let breaking = 0.2
    /// Depth that text at the lower edge leaves at least.
    private static let leastGround = 0.25
    /// Around the lines, in font sizes.
    static let padding = 0.62

    let canvas: Scene.Canvas
    /// What was quoted beyond the most that is set.
    private(set) var unset: [String] = []
    private var text: [String] = []

    init(canvas: Scene.Canvas, quoted: [String]) {
        self.canvas = canvas
        var left = Self.mostCharacters
        for quotation in quoted {
            let kept = Self.head(of: quotation, atMost: left)
            left -= kept.count
            if !kept.isEmpty { text.append(String(kept)) }
            let rest = quotation[kept.endIndex...].split(separator: " ")
            unset += rest.map { String($0.prefix(Tokeniser.longestUnknown)) }
        }
    }

    /// As many characters as there are left, ending between words if there is one to end after.
    private static func head(of text: String, atMost count: Int) -> Substring {
        let head = text.prefix(count)
        guard head.endIndex < text.endIndex, text[head.endIndex] != " ", let space = head.lastIndex(of: " ")
        else { return head }
        return head[..<space]
    }

    /// The text in its place, the middle of the picture when it is alone; nil when nothing was quoted.
    ///
    /// Else it goes where it hides least: above what stands, below what flies, to either side on a wide sheet.
    func lettering(
        beside cast: Cast,
        in setting: Setting,
        horizon: Double,
        _ dice: inout Dice
    ) -> Scene.Lettering? {
        let chance = dice.number(0...1)
        guard !text.isEmpty else { return nil }
        let things = cast.roles.filter { $0.count > 0 }
        let alone = things.isEmpty
        let aloft = Double(things.count(where: \.isAloft)) / Double(max(things.count, 1))
        let isSecond =
            isWide
            ? chance < 0.5
            : chance < 0.12 + 0.8 * aloft && leavesGround(in: setting, horizon, cast)
        let zone = zone(alone: alone, isSecond: isSecond)
        let largest = min(canvas.unit * (alone ? 0.2 : 0.13), zone.height * 0.62)
        let smallest = min(18, largest)
        var size = largest
        while size > smallest, !fits(size, zone, breaking: size < largest * Self.breaking) {
            size = max(smallest, size * 0.93)
        }
        return lettering(size, in: zone, alone: alone, isLow: isSecond && !isWide)
    }

    /// Whether things still find ground above text at the lower edge.
    private func leavesGround(in setting: Setting, _ horizon: Double, _ cast: Cast) -> Bool {
        let zone = zone(alone: false, isSecond: true)
        let depth = (zone.top - horizon) / (canvas.height - horizon)
        return cast.roles.allSatisfy(\.isAloft) || depth > setting.ground.lowerBound + Self.leastGround
    }

    private func lettering(
        _ size: Double,
        in zone: SceneBox,
        alone: Bool,
        isLow: Bool
    ) -> Scene.Lettering {
        let lines = LineBreaker(size: size, room: zone.width - 2 * Self.padding * size).lines(of: text)
        let widest = lines.map { LineBreaker.width(of: $0) * size }.max() ?? 0
        let width = min(zone.width, widest + 2 * Self.padding * size)
        let height = Double(lines.count) * size * Self.lineHeight + Self.padding * size
        let edge = isLow ? zone.bottom - height : zone.top
        let top = alone || isWide ? max(zone.top, zone.centre.y - height / 2) : edge
        let box = SceneBox(
            left: zone.centre.x - width / 2,
            top: top,
            right: zone.centre.x + width / 2,
            bottom: top + height
        )
        return Scene.Lettering(lines: lines, box: box, fontSize: size.rounded(to: 10))
    }

    /// Whether it all fits, words kept whole unless they may be broken to stay large.
    private func fits(_ size: Double, _ zone: SceneBox, breaking: Bool) -> Bool {
        let breaker = LineBreaker(size: size, room: zone.width - 2 * Self.padding * size)
        guard breaking || breaker.keepsWords(of: text) else { return false }
        let lines = breaker.lines(of: text)
        let height = Double(lines.count) * size * Self.lineHeight + Self.padding * size
        let isOver = lines.contains {
            LineBreaker.width(of: $0) * size > zone.width - 2 * Self.padding * size
        }
        return lines.count <= Self.mostLines && height <= zone.height && !isOver
    }

    /// From this ratio on text stands beside what is shown.
    static let wide = 1.9

    private var isWide: Bool { canvas.width > canvas.height * Self.wide }

    /// Beside the scene on a wide sheet, else above it; `isSecond` is on the right, or below.
    private func zone(alone: Bool, isSecond: Bool) -> SceneBox {
        let box = canvas.box.inset(byX: canvas.width * 0.06, y: min(canvas.height, canvas.unit) * 0.06)
        if alone { return box.inset(byX: 0, y: box.height * 0.1) }
        if isWide {
            let width = min(canvas.width * 0.36, canvas.height * 1.6)
            let left = isSecond ? box.right - width : box.left
            return SceneBox(left: left, top: box.top, right: left + width, bottom: box.bottom)
        }
        let height = min(canvas.height * 0.27, canvas.unit * 0.42)
        let top = isSecond ? box.bottom - height : box.top
        return SceneBox(left: box.left, top: top, right: box.right, bottom: top + height)
    }
}
