internal import Bytes

/// Booleans, numbers and times (TOML 1.0.0, "Integer" to "Local Time"): checked, and kept as written.
enum TOMLScalar {
    /// How many bytes a scalar at an offset takes; a date may go on with a time after one space.
    static func length(in bytes: Span<UInt8>, from start: Int) -> Int {
        var end = run(in: bytes, from: start)
        if end - start == 10, isDate(bytes.extracting(start..<end)), end + 1 < bytes.count, bytes[end] == 0x20,
            isDigit(bytes[end + 1])
        {
            end = run(in: bytes, from: end + 1)
        }
        return end - start
    }

    /// The value that a text stands for, or nothing where it is none.
    static func value(_ text: Span<UInt8>) -> TOMLValue? {
        if text.count == 4 && text.hasPrefix("true") { return .boolean(true) }
        if text.count == 5 && text.hasPrefix("false") { return .boolean(false) }
        if isInteger(text) { return .integer(text.text) }
        if isFloat(text) { return .float(text.text) }
        if isTemporal(text) { return .date(text.text) }
        return nil
    }

    private static func run(in bytes: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            switch bytes[end] {
            case 0x30...0x3a, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x2e, 0x5f: end += 1
            default: return end
            }
        }
        return end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func unsigned(_ text: Span<UInt8>) -> Int {
        text.count > 0 && (text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-")) ? 1 : 0
    }

    /// Whether there are digits only, with single underscores between them.
    private static func isDigits(_ text: Span<UInt8>, _ isDigit: (UInt8) -> Bool) -> Bool {
        var wasDigit = false
        for index in 0..<text.count {
            if text[index] == UInt8(ascii: "_") {
                guard wasDigit else { return false }
                wasDigit = false
            } else {
                guard isDigit(text[index]) else { return false }
                wasDigit = true
            }
        }
        return wasDigit
    }

    private static func isDecimal(_ text: Span<UInt8>) -> Bool {
        isDigits(text, isDigit) && (text.count == 1 || text[0] != 0x30)
    }

    private static func isInteger(_ text: Span<UInt8>) -> Bool {
        if text.hasPrefix("0x") { return isDigits(text.extracting(2..<text.count)) { Hex.value(of: $0) != nil } }
        if text.hasPrefix("0o") { return isDigits(text.extracting(2..<text.count)) { $0 >= 0x30 && $0 <= 0x37 } }
        if text.hasPrefix("0b") { return isDigits(text.extracting(2..<text.count)) { $0 == 0x30 || $0 == 0x31 } }
        return isDecimal(text.extracting(unsigned(text)..<text.count))
    }

    private static func isFloat(_ text: Span<UInt8>) -> Bool {
        let body = text.extracting(unsigned(text)..<text.count)
        if body.count == 3 && (body.hasPrefix("inf") || body.hasPrefix("nan")) { return true }
        var mantissa = body
        if let exponent = body.index(of: UInt8(ascii: "e")) ?? body.index(of: UInt8(ascii: "E")) {
            let power = body.extracting((exponent + 1)..<body.count)
            guard isDigits(power.extracting(unsigned(power)..<power.count), isDigit) else { return false }
            mantissa = body.extracting(0..<exponent)
        }
        guard let point = mantissa.index(of: UInt8(ascii: ".")) else { return isDecimal(mantissa) }
        return isDecimal(mantissa.extracting(0..<point))
            && isDigits(mantissa.extracting((point + 1)..<mantissa.count), isDigit)
    }

    private static func isTemporal(_ text: Span<UInt8>) -> Bool {
        if text.count < 10 || text[2] == 0x3a { return isTime(text) }
        guard isDate(text.extracting(0..<10)) else { return false }
        if text.count == 10 { return true }
        switch text[10] {
        case UInt8(ascii: "T"), UInt8(ascii: "t"), 0x20: break
        default: return false
        }
        let rest = text.extracting(11..<text.count)
        if let last = text.count > 11 ? rest[rest.count - 1] : nil,
            last == UInt8(ascii: "Z") || last == UInt8(ascii: "z")
        {
            return isTime(rest.extracting(0..<(rest.count - 1)))
        }
        if rest.count >= 14, rest[rest.count - 6] == UInt8(ascii: "+") || rest[rest.count - 6] == UInt8(ascii: "-") {
            return isHourAndMinute(rest.extracting((rest.count - 5)..<rest.count))
                && isTime(rest.extracting(0..<(rest.count - 6)))
        }
        return isTime(rest)
    }

    private static func isDate(_ text: Span<UInt8>) -> Bool {
        guard text.count == 10, text[4] == 0x2d, text[7] == 0x2d, let year = number(text, 0..<4),
            let month = number(text, 5..<7), let day = number(text, 8..<10)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1]
    }

    private static func isTime(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 8, isHourAndMinute(text.extracting(0..<5)), text[5] == 0x3a,
            let second = number(text, 6..<8), second <= 60
        else { return false }
        guard text.count > 8 else { return true }
        guard text[8] == UInt8(ascii: "."), text.count > 9 else { return false }
        for index in 9..<text.count where !isDigit(text[index]) { return false }
        return true
    }

    private static func isHourAndMinute(_ text: Span<UInt8>) -> Bool {
        guard text.count == 5, text[2] == 0x3a, let hour = number(text, 0..<2), let minute = number(text, 3..<5) else {
            return false
        }
        return hour <= 23 && minute <= 59
    }

    private static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            guard isDigit(text[index]) else { return nil }
            value = value * 10 + Int(text[index] - 0x30)
        }
        return value
    }
}
