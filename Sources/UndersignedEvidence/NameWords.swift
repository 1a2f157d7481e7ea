/// What a word says about the words around it; one may say several things.
struct WordKind: OptionSet, Sendable {
    let rawValue: UInt16

    static let title = WordKind(rawValue: 1)
    static let dottedTitle = WordKind(rawValue: 2)
    static let contact = WordKind(rawValue: 4)
    static let link = WordKind(rawValue: 8)
    static let saint = WordKind(rawValue: 16)
    static let legalForm = WordKind(rawValue: 32)
    static let organisation = WordKind(rawValue: 64)
    static let given = WordKind(rawValue: 128)
    static let ordinary = WordKind(rawValue: 256)
    /// It has a digit in it, as a contract number has.
    static let number = WordKind(rawValue: 512)
    static let doubtfulGiven = WordKind(rawValue: 1024)
    static let surname = WordKind(rawValue: 2048)
    static let wordSurname = WordKind(rawValue: 4096)
    /// Where something is delivered to.
    static let delivery = WordKind(rawValue: 8192)

    /// What can't be part of a person's name.
    static let noName: WordKind = [.contact, .legalForm, .organisation, .ordinary, .number]
}

/// The words by which names of people are told from names of organisations, in upper case.
enum NameWords {
    /// Every word of the lists.
    static let kinds: [String: WordKind] = {
        var kinds: [String: WordKind] = [:]
        let lists: [(Set<String>, WordKind)] = [
            (titles, .title), (dottedTitles, .dottedTitle), (contacts, .contact), (links, .link), (saints, .saint),
            (legalForms, .legalForm), (organisations, .organisation), (given, .given), (ordinary, .ordinary),
            (doubtfulGiven, .doubtfulGiven), (surnames, .surname), (wordSurnames, .wordSurname),
            (deliveries, .delivery),
        ]
        for (words, kind) in lists {
            for word in words { kinds[word, default: []].insert(kind) }
        }
        return kinds
    }()

    private static let titles = set("MR MRS MSS MISS PROF HON JUDGE SENATOR SHERIFF ARBITRATOR")

    /// Those that mean something else without their dot: Microsoft, and a drive.
    private static let dottedTitles = set("MS DR")

    /// Who is to be asked: point of contact, contracting officer's representative, and the like.
    private static let contacts = set(
        """
        POC POCS POC'S APOC PPOC COR CORS ACOR PCOR COTR COTRS ATTN ATTENTION CONTACT CONTACTS OFFICER SPECIALIST BUYER
        REQUESTOR REQUESTER REPRESENTATIVE SIGNATORY RECIPIENT C-O WEBVIEW ADMINISTRATOR ACO PCO TPOC COTRS APPROVER APPROVERS
        APPROVING REVIEWER SUPERVISOR EMPLOYEE INSTRUCTOR TRAINER INTERPRETER WITNESS INSPECTOR DETECTIVE CAPTAIN CAPT SGT LT COL
        DIRECTOR MANAGER LEAD ONBOARD
        """
    )

    /// Words that may stand between a contact's word and the name.
    private static let links = set(
        """
        IS TO FROM ARE THE NEW AS AND ALT ALTERNATE PRIMARY CHANGE CHANGES CHANGED BACK ADD ADDING REMOVE REMOVING APPOINT
        APPOINTING DESIGNATE NAME NAMED BY WEBVIEW REPLACE WITH OBLIGATION OBLIGATIONS FOR ADDRESS HEREBY CO FORM BEING ASSIGNED TEMPORARY ACTING
        INTERIM
        """
    )

    private static let deliveries = set("DELIVER DELIVERED DELIVERY SHIP SHIPPED SHIPPING")

    private static let saints = set(
        "SAINT ST STE SAN SANTA PORT FORT MOUNT MT LAKE CAMP NORTH SOUTH EAST WEST HURRICANE TROPICAL CORPUS"
    )

    /// What makes an organisation of any name; a sole proprietor whose name has none of these is a person.
    static let legalForms = set(
        """
        LLC LC INC INCORPORATED CORP CORPORATION LTD LIMITED LP LLP LLLP PLLC PC PLC PTY GMBH AG SA SAS BV NV AB AS OY SARL SRL SPA
        CO COMPANY CORPORATE COOPERATIVE JV
        """
    )

    /// What organisations and places call themselves, and persons do not.
    static let organisations = set(
        """
        ACADEMY ADMINISTRATION ADVISORS AERO AGENCY AIR AIRPORT ALLIANCE ALLIANCES AMERICA AMERICAN AMMUNITION AND ANALYTICS
        APARTMENTS ARMAMENT ARMS ARMY ASSOCIATES ASSOCIATION AUTHORITY AUTO AUTOMOTIVE BANCORP BANK BASE BATTALION BLDG BOARD BOOZ BPS
        BLVD BOULEVARD BRIDGE BROTHERS BROS BUILDERS BUILDING BUREAU BUS BUSINESS AVE AVENUE CAFE CAMPUS CAR CAPITAL CARE CASTLE CENTER CENTRE CHAPTER
        CHEMICAL CHEVROLET CHURCH CITY CLEANING CLINIC CLUB COLLEGE COMMISSION COMMUNICATIONS COMMUNITY COMPLEX CORRECTIONAL COMPUTER COMPUTERS
        CONCEPTS CONNECTIONS CONSORTIUM CONSTRUCTION CONSULTANTS CONSULTING CONTRACTING CONTRACTORS CONTROL CONTROLS COUNCIL
        COUNTY COURIER COURT COURTHOUSE DATA DEFENSE DELIVERY DEPARTMENT DEPT DESIGN DESIGNS DETENTION DEVELOPMENT DISTRICT
        DISTRIBUTION DRIVE DISTRIBUTORS DYNAMICS EDUCATION ELECTRIC ELECTRONICS EMBASSY ESTATE ENERGY ENGINEERING ENTERPRISE ENTERPRISES
        ENVIRONMENTAL EQUIPMENT EXPRESS FACILITY FARMS FEDERAL FIELD FIREARMS FIT FLIGHT FORD FOUNDATION FUND GARAGE GAS GENERAL GLOBAL
        GOODS GOVERNMENT GROUP GUNS GYM HALL HEALTH HEALTHCARE HIGHWAY HWY HOLDINGS HOSPITAL HOTEL HOUSE IMAGING IMPORTS INDUSTRIAL
        INDUSTRIES INNOVATIONS INSTITUTE INSTRUMENTS INSURANCE INTEGRATED INTEGRATION INTERCONTINENTAL INTERNATIONAL INVESTMENTS
        JANITORIAL JOINT LAB LABORATORIES LABORATORY LABS LANDSCAPING LANGUAGE LAW LEASING LIBRARY LINES LOGISTICS MACHINE
        MAINTENANCE MANAGEMENT MANUFACTURING MARINE MARKET MARKETING MEDICAL MEDICINE MEMORIAL MINISTRY MISSION MOBILE MOTEL
        MOTOR MOTORS MOVING MUSEUM NATION NATIONAL NAVY NETWORK NETWORKS OF OFFICE OIL OPERATIONS OPTICS OUTDOOR PARK PARKING
        PARTNERS PARTNERSHIP PKWY PATROL PHARMACY PHOTO PLUMBING POLICE PORT POST POWER PRECISION PRESS PRINTING PRISON PRODUCTIONS
        PRODUCTS PROFESSIONAL PROPERTIES PUBLISHING RADIO RANCH RANGE RD LN TERMINAL INTL AIRFIELD REALTY RENT RENTAL RENTALS REPAIR REPORTING RESEARCH RESORT
        RESOURCE RESOURCES RESTAURANT ROAD ROOFING SALES SAFETY SCHOOL SCIENCE SCIENCES SCIENTIFIC SECTOR SECURITY SERVICE
        SERVICES SHERIFF'S SHOOTING SHOP SIGNS SOCIETY SOFTWARE SOLUTION SOLUTIONS SPACE SPC SPORTS STATE STATES STATION STE STORAGE STORE
        STORES STREET STUDIO STUDIOS SUITS SUPPLIES SUPPLY SUPPORT SURPLUS SYSTEM SYSTEMS TACTICAL TEAM TECH TELESCOPE TECHNICAL
        TECHNOLOGIES TECHNOLOGY THE TIRE TOOLS TOWER TOWERS TOWING TOWN TRADING TRAINING TRANSIT TRANSLATION TRANSPORT
        TRANSPORTATION TRAVEL TREASURY TRIBE TRUCKING TRUST UNION UNITED UNIVERSITY USA UTILITIES VENTURE VENTURES VILLAGE VISION
        WAREHOUSE WASTE WATER WEAPONS WELDING WIRELESS WORKS WORLD
        """
    )

    static func set(_ words: String) -> Set<String> {
        Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
