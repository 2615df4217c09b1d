import CTypesetting
import Kernel

/// A setting in the façade's terms.
struct TypesettingOrder {
    private let setting: TextSetting
    private let box: PixelSize
    private let language: String
    private let families: String

    init(_ setting: TextSetting, in box: PixelSize) {
        self.setting = setting
        self.box = box
        language = setting.language?.tag ?? TextLanguage.guessed(from: setting.text)
        families = FontCatalogue.fallbacks(of: setting.family, language: language)
    }

    /// Lends the words and the request for the time of the call.
    func lend(
        _ body: (UnsafePointer<typesetting_words>, UnsafePointer<typesetting_request>) -> typesetting_status
    ) -> typesetting_status {
        var request = typesetting_request()
        request.place(setting, in: box)
        request.look(setting)
        return setting.text.withCString { text in
            families.withCString { families in
                language.withCString { language in
                    var words = typesetting_words(
                        text: text,
                        count: setting.text.utf8.count,
                        families: families,
                        language: language
                    )
                    return body(&words, &request)
                }
            }
        }
    }
}

extension typesetting_request {
    fileprivate mutating func place(_ setting: TextSetting, in box: PixelSize) {
        weight = Int32(FontCatalogue.nearestWeight(to: setting.weight, of: setting.family))
        italic = setting.isItalic
        switch setting.size {
        case .exactly(let size): (least_size, most_size) = (size, size)
        case .fit(let sizes): (least_size, most_size) = (Double(sizes.lowerBound), Double(sizes.upperBound))
        }
        (width, height) = (Int32(clamping: box.width), Int32(clamping: box.height))
        along = setting.alignment.place
        across = setting.verticalAlignment.place
        wrap = setting.wrap.mode
        direction = setting.direction.mode
        balanced = setting.isBalanced
        vertical = setting.isVertical
        line_spacing = setting.lineSpacing
        letter_spacing = setting.letterSpacing
        rotation = setting.rotation
        arc = setting.isVertical ? 0 : setting.arc
    }

    fileprivate mutating func look(_ setting: TextSetting) {
        fill(setting.fill)
        if let outline = setting.outline {
            self.outline = outline.width
            outline_colour = outline.colour.word
        }
        if let shadow = setting.shadow {
            has_shadow = true
            (shadow_x, shadow_y, shadow_blur) = (shadow.x, shadow.y, shadow.blur)
            shadow_colour = shadow.colour.word
        }
        if let backing = setting.backing {
            self.backing = backing.kind.shape
            (padding, radius) = (backing.padding, backing.radius)
            backing_colour = backing.colour.word
        }
        opacity = setting.opacity
    }

    private mutating func fill(_ fill: TextFill) {
        switch fill {
        case .colour(let colour):
            stop_count = 1
            stops.0.colour = colour.word
        case .gradient(let gradient):
            fill_angle = gradient.angle
            let known = gradient.stops.prefix(Int(TYPESETTING_STOPS))
            stop_count = Int32(known.count)
            withUnsafeMutableBytes(of: &stops) { bytes in
                let places = bytes.bindMemory(to: typesetting_stop.self)
                for (place, stop) in known.enumerated() {
                    places[place] = typesetting_stop(at: stop.at, colour: stop.colour.word)
                }
            }
        }
    }
}

extension Colour {
    fileprivate var word: UInt32 {
        [red, green, blue, alpha].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension TextAlignment {
    fileprivate var place: typesetting_place {
        switch self {
        case .start: .TYPESETTING_START
        case .center: .TYPESETTING_MIDDLE
        case .end: .TYPESETTING_END
        case .justify: .TYPESETTING_JUSTIFY
        }
    }
}

extension TextVerticalAlignment {
    fileprivate var place: typesetting_place {
        switch self {
        case .top: .TYPESETTING_START
        case .middle: .TYPESETTING_MIDDLE
        case .bottom: .TYPESETTING_END
        }
    }
}

extension TextWrap {
    fileprivate var mode: typesetting_wrap {
        switch self {
        case .words: .TYPESETTING_WORDS
        case .anywhere: .TYPESETTING_ANYWHERE
        case .none: .TYPESETTING_NOWHERE
        }
    }
}

extension TextDirection {
    fileprivate var mode: typesetting_direction {
        switch self {
        case .auto: .TYPESETTING_AUTO
        case .leftToRight: .TYPESETTING_LTR
        case .rightToLeft: .TYPESETTING_RTL
        }
    }
}

extension TextBacking.Kind {
    fileprivate var shape: typesetting_backing {
        switch self {
        case .box: .TYPESETTING_BOX
        case .rounded: .TYPESETTING_ROUNDED
        case .pill: .TYPESETTING_PILL
        case .lines: .TYPESETTING_STRIPES
        }
    }
}
