/// The tags of a package header that Hullmark reads (rpm's `rpmtag.h`; "RPM tags" in its manual).
enum RpmTag: UInt32 {
    case sigMD5 = 261
    case name = 1000
    case version = 1001
    case release = 1002
    case epoch = 1003
    case size = 1009
    case vendor = 1011
    case license = 1014
    case architecture = 1022
    /// Whole paths, in packages made before rpm 4.
    case oldFileNames = 1027
    case fileStates = 1029
    case fileModes = 1030
    case fileDigests = 1035
    case sourceRpm = 1044
    case provideName = 1047
    case requireName = 1049
    case directoryIndexes = 1116
    case baseNames = 1117
    case directoryNames = 1118
    case fileDigestAlgorithm = 5011
    case modularityLabel = 5096
}

/// The types of a header's values (rpm's `rpmtag.h`, `rpmTagType`).
enum RpmType: UInt32 {
    case character = 1
    case int8 = 2
    case int16 = 3
    case int32 = 4
    case int64 = 5
    case string = 6
    case binary = 7
    case stringArray = 8
    /// An array of texts, one for each language of the header's table; the first is the untranslated one.
    case translatedString = 9

    /// The bytes of one value; nothing where they end at a zero byte.
    var width: Int? {
        switch self {
        case .character, .int8, .binary: 1
        case .int16: 2
        case .int32: 4
        case .int64: 8
        case .string, .stringArray, .translatedString: nil
        }
    }
}
