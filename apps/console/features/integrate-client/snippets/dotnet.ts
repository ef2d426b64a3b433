/** ASP.NET Core. */
import type { IntegrationFacts } from '../integration-facts';
import { environmentOf, isMachine, isPlainHttp, pathOf, quoted, runsOnServer, when, type Snippet } from './snippet';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const usesKey = ({ method }: IntegrationFacts): boolean => method === 'private_key_jwt';

/** A static class that signs client assertions. */
function assertion({ algorithm, keyId, clientId, issuer }: IntegrationFacts): string {
  const isElliptic = algorithm.startsWith('ES');
  const [key, wrapper] = isElliptic ? ['ECDsa', 'ECDsaSecurityKey'] : ['RSA', 'RsaSecurityKey'];
  return `
static class Assertion
{
    // RFC 7523. A new one for each request.
    public static string Create()
    {
        var key = ${key}.Create();
        key.ImportFromPem(File.ReadAllText(Environment.GetEnvironmentVariable("PRIVATE_KEY_FILE")!));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = ${quoted(clientId)},
            Audience = ${quoted(issuer)},
            Claims = new Dictionary<string, object> { ["sub"] = ${quoted(clientId)}, ["jti"] = Guid.NewGuid().ToString() },
            Expires = DateTime.UtcNow.AddMinutes(1),
            SigningCredentials = new SigningCredentials(new ${wrapper}(key)${when(keyId !== undefined, ` { KeyId = ${quoted(keyId ?? '')} }`)}, ${quoted(algorithm)}),
        });
    }
}
`;
}

const keyUsings = (facts: IntegrationFacts): string =>
  when(
    usesKey(facts),
    'using System.Security.Cryptography;\nusing Microsoft.IdentityModel.JsonWebTokens;\nusing Microsoft.IdentityModel.Tokens;\n',
  );

/** ASP.NET sends secrets in the body by itself; other methods are told here. */
function onCode(facts: IntegrationFacts): string {
  if (facts.method === 'client_secret_post') return '';
  const lines = usesKey(facts)
    ? `        context.TokenEndpointRequest!.ClientAssertionType = "${ASSERTION_TYPE}";
        context.TokenEndpointRequest.ClientAssertion = Assertion.Create();`
    : `        // The client is registered for client_secret_basic: the secret goes into the header.
        var pair = $"{Uri.EscapeDataString(context.Options.ClientId!)}:{Uri.EscapeDataString(context.Options.ClientSecret!)}";
        context.Backchannel.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        context.TokenEndpointRequest!.ClientSecret = null;`;
  return `    options.Events.OnAuthorizationCodeReceived = context =>
    {
${lines}
        return Task.CompletedTask;
    };
`;
}

const signIn = (
  facts: IntegrationFacts,
): string => `${when(facts.method === 'client_secret_basic', 'using System.Net.Http.Headers;\nusing System.Text;\n')}${keyUsings(facts)}using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthorization();
builder.Services.AddAuthentication(options =>
{
    options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
}).AddCookie().AddOpenIdConnect(options =>
{
    options.Authority = ${quoted(facts.issuer)};
${when(isPlainHttp(facts), '    options.RequireHttpsMetadata = false; // Only to try it out.\n')}    options.ClientId = ${quoted(facts.clientId)};
${when(!usesKey(facts), '    options.ClientSecret = Environment.GetEnvironmentVariable("CLIENT_SECRET");\n')}    options.CallbackPath = ${quoted(pathOf(facts))};
    options.ResponseType = "code";
    options.ResponseMode = "query";
    options.UsePkce = true;
    options.MapInboundClaims = false;
    options.GetClaimsFromUserInfoEndpoint = true;
    options.Scope.Clear();
    foreach (var scope in ${quoted(facts.scope)}.Split(' ')) options.Scope.Add(scope);
${onCode(facts)}});

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", (HttpContext http) => new { signedIn = http.User.FindFirst("sub")?.Value }).RequireAuthorization();
app.Run();
${when(usesKey(facts), assertion(facts))}`;

function machine(facts: IntegrationFacts): string {
  const { method, clientId, scope, resource, issuer } = facts;
  const inBody: Readonly<Record<string, string>> = {
    private_key_jwt: `    ["client_assertion_type"] = "${ASSERTION_TYPE}",\n    ["client_assertion"] = Assertion.Create(),\n`,
    client_secret_post: `    ["client_id"] = ${quoted(clientId)},\n    ["client_secret"] = Environment.GetEnvironmentVariable("CLIENT_SECRET")!,\n`,
  };
  const header = when(
    method === 'client_secret_basic',
    `var pair = ${quoted(`${clientId}:`)} + Uri.EscapeDataString(Environment.GetEnvironmentVariable("CLIENT_SECRET")!);
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
`,
  );
  return `using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
${keyUsings(facts)}
using var http = new HttpClient();
${header}var response = await http.PostAsync(${quoted(`${issuer}/oauth/token`)}, new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["grant_type"] = "client_credentials",
    ["scope"] = ${quoted(scope)},
${when(resource !== undefined, `    ["resource"] = ${quoted(resource ?? '')},\n`)}${inBody[method] ?? ''}}));
response.EnsureSuccessStatusCode();
var token = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
Console.WriteLine($"The access token is valid for {token.GetProperty("expires_in")} seconds.");
${when(usesKey(facts), assertion(facts))}`;
}

export const dotnet: Snippet = {
  id: 'dotnet',
  name: '.NET',
  // .NET has no Ed25519 of its own.
  fits: (facts) => runsOnServer(facts) && !(usesKey(facts) && facts.algorithm.startsWith('Ed')),
  before: (facts) => {
    const packages = [
      ...(isMachine(facts) ? [] : ['Microsoft.AspNetCore.Authentication.OpenIdConnect']),
      ...(usesKey(facts) ? ['Microsoft.IdentityModel.JsonWebTokens'] : []),
    ];
    const install = packages.map((name) => `dotnet add package ${name}. `).join('');
    return `${install}${environmentOf(facts)}`;
  },
  files: (facts) => [{ name: 'Program.cs', code: isMachine(facts) ? machine(facts) : signIn(facts) }],
};
