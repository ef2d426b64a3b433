/**
 * What attackers try first: the most frequent passwords of public leaks, and the long ones among the 30,000 most frequent.
 * Drawn from the frequency lists of zxcvbn 4.4.2 (Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc., MIT licence),
 * without short ones of digits only and without obscene words; first names, months and days were added.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
0.0.000 111222333444555 122333444455555 123123a 1232323q 123321q 1234567887654321 12345678900987654321
1234567890987654321 1234567890q 1234567890qwerty 12345678987654321 123456789987654321 123456789a 123456789q
123456789qwerty 1234567a 1234567q 123456a 123456aa 123456q 123456qwerty 123456z 12345a 12345q 12345qwert 1234abcd
1234qwer 1234qwerasdfzxcv 123abc 123asd 123qaz 123qwe 123qwe123 123qweasd 123qweasdzxc 123zxc 12qwaszx 1a2b3c
1a2b3c4d 1passwor 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qa2ws3ed4rf5tg 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv
1qazxsw2 1qazxsw23edcvfr4 23176djivanfros 8j4ye3uz a12345 a123456 a1234567 a1b2c3 a1b2c3d4 a1s2d3f4 aaa111 aardvark
abc12 abc123 abcd1234 abgrtyu access access14 accord action adgjmptw adidas admin administrator aezakmi aggies
airborne airforce airplane alabama alaska alejandr aleksandr alexande alexander alexandr alexis alice aliens alpha
alpha1 alpine amadeus amanda amateur amazon amber1 america amsterdam anakin andreas andrei andrew andrew1 andrey
angel angel1 angels animal anime anna anthony anthony1 anubis apache apollo apple apple1 apples april aquarius
aragorn area51 arizona arsenal asd123 asdasd asdf asdf123 asdf1234 asdfasdf asdfg asdfgh asdfghj asdfghjk asdfghjkl
asdzxc ashley aspirine assassin asterix astros atlanta atlantis atomic auburn august aussie austin autumn avalon
avatar avenger awesome azerty babe babydoll babygirl babylon babylon5 badboy badger baggins baller bambam banana
bananas bandit banshee barbie barcelon barcelona barkley barney baseball basket basketba bassman batman beagle bear
beatles beauty beaver beavis beckham beer beetle berlin bigboy bigfoot biggie bigguy bigmac bigman bigone bigred
billybob bingo birdie birdman biscuit blabla black1 blackcat blackdog blackie blackjac blacky blade blades blahblah
blaster blazer blessed blink182 blizzard blondie blue blue123 blue22 bluebird blueeyes bluemoon blues bluesky
bobafett bobcat boeing bomber bond007 bonehead bones bonjour boogie boomer bosco boston bowling bpgjldsgjldthnf
brandon brandy brasil braves brazil brian britney bronco broncos brooklyn brownie browns brucelee bruins brutus
bubba bubba1 bubble bubbles buckeye buckeyes buddha buddy buddy1 budlight buffalo buffett bugger bulldog bulldogs
bullet bunny burger buster buster1 butter butterfly byteme cactus cadillac caesar caliente californ camaro camel
camelot cameron canada cancer candyman cantona captain cardinal carolina carpet carrot cartman caserta casino casper
cassie catch22 catdog catfish catherin cats cavalier cdtnkfyf celica celine celtic celtics cessna champion champs
changeme chaos charger chargers charlie charlie1 charlott charly cheese chelsea chelsea1 cherokee cherry chester
chevelle chevrole chevy cheyenne chicago chichi chicken chicks chiefs chipper chocolat chopper chris1 chrissy christ
christia christin christop christopher chronic chubby chucky cjkysirj cjkywt clancy classic clover cobra cocacola
coffee colombia colorado colors colt45 coltrane commando company compaq computer concrete condor connect connor
consumer contrasena cookie cookies cooldude cooler coolio copper corona correcthorsebatterystaple corvette cosmos
cosworth cougar cowboy cowboys cowboys1 coyote cracker creative cricket crimson crusader cthutq cuddles curious
cxfcnmt dagger dakota dallas dancer danger daniel danni darkness darkside darkstar david david1 daytona dbrnjhbz
deadhead december default defender defiant deftones delete delta delta1 desire destiny detroit devil devildog devils
dexter dfvgbh diablo diamond diamond1 diamonds diesel dietcoke digger digital dilbert dima dingdong discover disney
dkflbvbh doctor dodger dodgeram dodgers dogg doggie doggy dogs dollar dolphin dolphins domino donkey doodle dookie
drago dragon dragon1 dragons dreamer dreams driver drizzt drowssap drpepper drummer dublin ducati duck eagle eagle1
eagles eclipse eduard einstein ekaterina electric element elephant elizabet elvis1 emerald eminem empire engineer
enigma enter enterpri eric eternity everton exigen explorer express extreme falcon falcons fantasy faster fatboy
fatcat fatman february fender ferrari ferret fighter finger fire fireball firebird firefly fireman fish fishing
fktrcfylh fktrctq flames flash flatron flipper florida flower fluffy flyboy flyers foobar football forest forever
formula formula1 fossil foxtrot frank1 freaky freckles freddy freedom freedom1 freeuser friday frog frogger froggy
front242 frosty funtime fusion fyfcnfcbz fylhtq galaxy galina galore gambit gandalf gangsta gangster garden garfield
gateway gateway1 gator gators geheim gemini genesis genius george geronimo getsome gfhjkm ghbdtn ghbdtnbr ghjcnj
ghost giants ginger girls gizmo gizmodo gn56gn56 goblin goblue goddess godzilla goforit golden goldfish golf golfer
golfing goober goodluck goodtime google goose gorilla gotcha gothic granny green1 greenday gremlin grendel griffey
grizzly groovy guardian guest guinness guitar gundam gunner hacker halflife hallo hamburg hamlet hammer hamster
hannah hannibal hansolo happy1 hardon harley harley1 hawaii hawkeye hd764nw5d7e1vb1 hearts heather1 heaven hello
hello1 hello123 helpme hendrix hercules hermes hershey hesoyam highland hiphop hitman hjvfirf hobbes hobbit hockey
holiday hollywoo homer1 homerun honda honda1 hongkong hornet horse horses hotboy hotdog hotrod hotstuff hottie
hummer hunter hunter1 hunting husker huskers ibanez icecream iceman iforgot iloveu iloveyou iloveyou1 immortal
impala incubus indiana indians indigo inferno infiniti infinity insane integra internet intrepid irina ironman
italia iverson iwantu jackal jaguar jamaica james james1 jammer january jasmine jason jason1 jasper jeep jennifer
jericho jessica jessica1 jester jesus1 jimbo jimbob john john316 joker jonathan jordan jordan23 joseph joshua juice
julia july jumper june jungle junior jupiter justdoit justice justin justme juventus kaktus kangaroo kansas karate
karen karina kasper katana katerina katrin kawasaki keeper kenwood kevin kevin1 keyboard killer kingkong kingston
kirill kisses kissme kitkat kitten kitty kittycat klaster knicks knights kodiak kolobok krishna labrador lacrosse
ladybug lakers lancer larisa lasvegas latino laura leather ledzep legend legion legolas lennon lestat letmein
letmein1 letmein2 letsgo lexmark lhbjkjubz2957704 liberty lifehack lightnin lights linda liquid liverpoo liverpool
lizard lobster login logitech lol123 lollipop lollol london lonestar lonewolf longhorn loser love lovely loveme
lover loverboy lovers loveyou lowrider lucifer lucky lucky1 lucky7 lvbnhbq machine maddie maddog madison madman
madmax madness madonna maestro maggie magic magic1 magnum magnus maiden mailcreated5240 makaveli maksim malibu
mallard manager manchester maniac manson manutd marathon march maria marina marine mariners marines marino mark
marlboro marley martin martini maryjane massive master master1 matrix matthew matthew1 mature maverick maxima
maximus maxwell megadeth megaman memphis mercedes mercury meridian merlin mersedes metallic metallica mexico miami
michael michael1 michigan mickey microsoft midnight mikey milano minecraft mirage mister mnbvcxz molly1 molson
momsanaladventure monday money money1 mongoose monitor monkey monkey1 monkeys monopoly monster montana montreal
mookie moomoo moose morpheus moscow motdepasse mother motorola mountain mouse mozart mulder munchkin muscle mushroom
musicman mustang mustang1 mustangs mylove naruto nascar nasty nastya natali natasha nathan naughty ncc1701 ncc1701d
ncc1701e nemesis nemvxyheqdd5oqxyxyzi neptune newlife newport newyork nfnmzyf nicola nicole nikita nimrod niners
ninja nintendo nirvana nissan nolimit noodles nookie november nugget nuttertools nylons nymets oakland obiwan
oblivion october office ohyeah oicu812 oksana oldman oliver omega onelove online openup oracle orange orion osiris
ou812 outlaw overlord oxford pa55word packard packers pacman pakistan paladin panama panasonic pancho pandora
pantera panther panthers panzer paradise paradox parola parrot pascal pass123 passat passion passphrase passport
passw0rd passwor password password1 password123 passwordstandard passwort patches patrick patrick1 patriot patriots
paul pavilion peaches peanut peanuts pearljam pebbles peekaboo peewee pegasus pencil penguin penguins pentium pepper
pepsi pepsi1 pervert peter peterpan phantom philips philly phoenix photos phpbb picard picasso pickle pickles piglet
pikachu pineappl ping pink pioneer pirate pirates pitbull pizza planet plastic platinum player playtime please
plymouth poison poiuyt pokemon polaris police polina polniypizdec0211 polniypizdec110211 polo pontiac pooh poohbear
pookie popcorn popeye porkchop porsche portland portugal postal potato powder power1 precious predator prelude
presario primus prince princes princess printer private privet prodigy psycho pumpkin punisher punkin punkrock
purple pussies putter pyramid python q12345 q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 q1w2e3r4t5y6u7i8
q1w2e3r4t5y6u7i8o9p0 qawsed qaz123 qazqaz qazwsx qazwsx123 qazwsxed qazwsxedc qazwsxedcrfv qazwsxedcrfvtgb qazxsw
qazxswedc qqq111 qwaszx qwe123 qweasd qweasdzxc qweqwe qwer1234 qwerasdf qwert qwert123 qwertasdfgzxcvb qwerty
qwerty1 qwerty12 qwerty123 qwerty12345 qwerty123456789 qwertyu qwertyui qwertyuiop qwertyuiop12345 qwertz rabbit
racecar racerx racing ragnarok raider raiders raiders1 rainbow raistlin rammstein random ranger ranger1 rangers
raptor rascal rasdzv3 raven ravens razz reaper rebels red123 redalert reddog redhead redman redneck redrum redskins
redsox redwings renegade rescue rfrfirf rhbcnbyf richard richard1 ripper rjntyjr robert robert1 rocker rocket rockon
rocks rockstar rocky1 roller rolltide romashka rommel ronaldo rooster root rootbeer rosebud rubber rulez runner
rush2112 ruslan russia rusty1 sabine sailing sailor saints sakura salmon samantha sammy1 samson samsung samurai
sandiego sandman sapphire sarah sarah1 sasha1 satan satan666 saturday saturn scarface scarlet scooby scoobydo
scooter scooter1 scorpio scorpion scotland scotty scrappy scream scruffy scully seattle sebastia secret security
seinfeld seminole semperfi septembe september serega serenity sergei sergey server sesame seven7 shadow shadow1
shaggy shalom shaman shamrock shaney14 shaolin shark sharks shasta shazam shelby shell shemale sherlock shiloh
shogun shorty shotgun showme showtime siemens sierra silver simba simple simpsons sinner sirius sithlord skater
skeeter skipper skippy skittles skyline skywalke slappy slapshot slayer sleepy slipknot smiles smiley smitty smoke
smoker smokey smokin smooth smudge snake snakes snapper snickers sniper snoopy snowball snowman snuggles sobaka
soccer soccer1 socrates softball software soldier sommer sooners sophie soso123aljg sparky spartak spartan spartans
spectrum speedy spider spiderma spiderman spidey spike spirit spitfire spooky spring sprint sprite spunky spyder
squirrel srinivas stalker stallion star starcraft stardust stargate startrek starwars stealth steelers stefan
stephani steven sticky stimpy stinger stingray stinky stocking stonecol stones storm stormy stranger strider strike
stud stupid subaru sublime success sugar summer sundance sunday sunrise sunset sunshine super super123 superfly
superman surfer surfing susan suzuki svetlana swallow sweetpea sweets sweety swimming swordfis swordfish sydney
syracuse system tacobell tacoma tanker tardis target tarheel tarheels tarzan tattoo tatyana taurus tazman teacher
techno teen teens tempest tennis tequila test test1 test123 tester testing thailand thankyou thegame theman theone
therock thomas thomas1 thuglife thunder thunder1 thursday thx1138 tickle tiger tiger1 tigers tigger timber tinker
tintin titanic titans titleist tomcat topcat topgun topper tornado toronto toshiba tottenha toyota trance transam
travel trebor trfnthbyf tricky trigger trinity triumph trixie trojan trombone trooper trouble truck trucker trucks
trumpet trunks trustno1 tuesday turbo turkey turtle tweety twilight twister ultimate unicorn unreal usa123 user
vacation vader valentin valentina valera vampire vanhalen vanilla vectra vegeta velvet verbatim veritas veronika
vertigo vfhbyf vfhecz vfrcbv vfvjxrf victory viking vikings viktor viper viper1 vision vladimir voodoo voyager
vulcan walnut warcraft warlock warrior warriors waterloo weasel wednesday weed weezer welcome welcome1 werewolf
westham westside whatever wheels whiskey whynot wicked wildcat wildcats william william1 willow windows winner
winston winter wisdom wizard wolfgang wolfman wolfpack wolverin wolverine wolves wombat woody woody1 wookie wrangler
wrinkle1 wutang xanadu xavier xfiles yamaha yankee yankees yankees1 ybrbnf yellow yfnfif yomama yourmom ytrewq
zaq123 zaq12wsx zaq1xsw2 zaqwsx zeppelin zipper zombie zqjphsyf6ctifgu zxc123 zxcv1234 zxcvbn zxcvbnm
zxcvbnm123456789
`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
