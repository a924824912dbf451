/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange cards: what one says is what another workbook reads, and keys are believed only where somebody compared their words. */
#include <glib/gstdio.h>
#include <string.h>

#include "ear-card-format.h"
#include "ear-keys.h"
#include "ear-merge.h"
#include "ear-partner.h"
#include "ear-store-quarantine.h"
#include "ear-seal-format.h"
#include "exchange-world.h"

typedef struct
{
  char *folder, *path, *sealed;
  EarStore *a, *b, *c;
  EarId device_a, device_b, device_c;
} World;

static void
world_clear (World *world)
{
  ear_store_close (world->a);
  ear_store_close (world->b);
  ear_store_close (world->c);
  g_free (world->path);
  g_free (world->sealed);
  ear_test_folder_remove (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static EarStore *
new_store (const char *folder, const char *name, const char *organisation, EarId *device)
{
  EarStore *store = ear_test_store (folder, name);
  g_autoptr (EarRecord) record = ear_record_new (EAR_KIND_ORGANISATION);
  g_autoptr (GError) error = NULL;

  ear_record_set (record, EAR_ORGANISATION_NAME, organisation);
  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  ear_store_set_identity (store, name, &record->id, &error);
  g_assert_no_error (error);
  g_assert_true (ear_store_get_device (store, device, NULL));
  return store;
}

static World
world_new (void)
{
  World world = { .folder = ear_test_folder_new () };

  world.a = new_store (world.folder, "Hub", "Example Healthwatch", &world.device_a);
  world.b = new_store (world.folder, "Links & <co>", "Example \"Links\"", &world.device_b);
  world.c = new_store (world.folder, "Third", "Example Carers", &world.device_c);
  world.path = g_build_filename (world.folder, "one.earshot-card.xml", NULL);
  world.sealed = g_build_filename (world.folder, "one.earshot-sealed", NULL);
  return world;
}

static void
write_card (World *world, EarStore *of)
{
  g_autoptr (GError) error = NULL;

  ear_card_write (of, world->path, &error);
  g_assert_no_error (error);
}

static EarCard *
read_card (World *world)
{
  g_autoptr (GError) error = NULL;
  EarCard *card = ear_card_read (world->path, &error);

  g_assert_no_error (error);
  return card;
}

/* As from its card, its words having been compared. */
static void
take_in (World *world, EarStore *in, EarStore *of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCard) card = NULL;

  write_card (world, of);
  card = read_card (world);
  ear_card_accept (in, card, FALSE, &error);
  g_assert_no_error (error);
}

static EarCardStanding
judge (EarStore *store, const EarCard *card)
{
  g_autoptr (GError) error = NULL;
  EarCardStanding standing;

  ear_card_judge (store, card, &standing, &error);
  g_assert_no_error (error);
  return standing;
}

/* Also that it changed nothing. */
static void
must_not_accept (EarStore *store, const EarCard *card, gboolean despite, int code)
{
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint accepted = world_count (store, "SELECT count (*) FROM accepted");
  guint settings = world_count (store, "SELECT count (*) FROM settings");

  g_assert_false (ear_card_accept (store, card, despite, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EAR_EXCHANGE_ERROR, code);
  g_assert_nonnull (strstr (error->message, "Nothing was changed"));
  after = world_digest (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM accepted"), ==, accepted);
  g_assert_cmpuint (world_count (store, "SELECT count (*) FROM settings"), ==, settings);
}

static gboolean
seals (World *world, EarStore *store, const EarId *whom, GError **error)
{
  g_unlink (world->sealed);
  if (ear_seal_export (store, world->sealed, &(EarSealFor) { .devices = whom, .n_devices = 1 }, NULL, NULL, NULL, NULL, error))
    return TRUE;
  g_assert_false (g_file_test (world->sealed, G_FILE_TEST_EXISTS));
  return FALSE;
}

static void
must_not_seal (World *world, EarStore *store, const EarId *whom, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (seals (world, store, whom, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN);
  if (strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
}

static void
must_seal (World *world, EarStore *store, const EarId *whom)
{
  g_autoptr (GError) error = NULL;

  seals (world, store, whom, &error);
  g_assert_no_error (error);
}

static void
test_round_trip (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) keys = NULL;
  g_autoptr (EarCard) card = NULL;
  g_autoptr (EarCard) own = NULL;
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *first = NULL;

  ear_store_set_wall_clock (world.b, G_GUINT64_CONSTANT (1795608000000));
  write_card (&world, world.b);
  card = read_card (&world);
  keys = ear_keys_load (world.b, NULL);
  words = ear_fingerprint_words (ear_keys_signing_public (keys), ear_keys_sealing_public (keys), &world.device_b);
  g_assert_true (ear_id_equal (&card->device, &world.device_b));
  g_assert_cmpstr (card->name, ==, "Links & <co>");
  g_assert_cmpstr (card->organisation_name, ==, "Example \"Links\"");
  g_assert_cmpstr (card->made, ==, "2026-11-25");
  g_assert_cmpstr (card->words, ==, words);
  g_assert_cmpmem (card->signing_key, 32, ear_keys_signing_public (keys), 32);
  g_assert_cmpmem (card->sealing_key, 32, ear_keys_sealing_public (keys), 32);
  g_assert_cmpint (judge (world.b, card), ==, EAR_CARD_SELF);
  must_not_accept (world.b, card, TRUE, EAR_EXCHANGE_ERROR_CARD);
  own = ear_card_own (world.b, NULL);
  name = ear_card_file_name (own);
  g_assert_cmpstr (name, ==, "Example-Links-Links-co.earshot-card.xml");

  /* The same day gives the same bytes, and no secret is in them. */
  g_assert_true (g_file_get_contents (world.path, &text, NULL, NULL));
  write_card (&world, world.b);
  g_assert_true (g_file_get_contents (world.path, &first, NULL, NULL));
  g_assert_cmpstr (text, ==, first);
  secret = ear_store_get_setting (world.b, "exchange-keys", NULL);
  secret[64] = '\0';
  g_assert_null (strstr (text, secret));
  g_assert_null (strstr (text, secret + 65));
}

static void
test_accept (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarCard) card = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (EarPartner) signer = NULL;
  g_autofree char *name = NULL;
  const EarPartner *partner;

  must_not_seal (&world, world.a, &world.device_b, "not accepted");
  write_card (&world, world.b);
  card = read_card (&world);
  g_assert_cmpint (judge (world.a, card), ==, EAR_CARD_NEW);
  g_assert_null (ear_partner_of_key (world.a, card->signing_key, NULL));
  take_in (&world, world.a, world.b);
  g_assert_cmpint (judge (world.a, card), ==, EAR_CARD_KNOWN);
  list = ear_partner_list (world.a, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  partner = list->pdata[1];
  g_assert_true (partner->accepted && partner->has_card && partner->has_keys && !partner->revoked);
  g_assert_cmpstr (partner->name, ==, "Links & <co>");
  g_assert_cmpstr (partner->organisation, ==, "Example \"Links\"");
  g_assert_cmpstr (partner->words, ==, card->words);
  signer = ear_partner_of_key (world.a, card->signing_key, NULL);
  g_assert_true (ear_id_equal (&signer->device, &world.device_b));
  must_seal (&world, world.a, &world.device_b);
  /* Again changes nothing; and what the card wrote and what the device writes of itself are no conflict. */
  take_in (&world, world.a, world.b);
  world_merge (world.a, world.b, NULL);
  g_assert_cmpuint (world_n_rivals (world.a, EAR_KIND_DEVICE, &world.device_b, EAR_DEVICE_NAME), <=, 1);
  name = world_get (world.a, EAR_KIND_DEVICE, &world.device_b, EAR_DEVICE_NAME);
  g_assert_cmpstr (name, ==, "Links & <co>");
  g_assert_cmpint (judge (world.a, card), ==, EAR_CARD_KNOWN);
}

/* What waited of a device comes in with its card. */
static void
test_accept_waiting (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarRecord) session = ear_test_session (world.b, "Waiting");
  g_autofree char *bundle = g_build_filename (world.folder, "b.xml", NULL);
  const char *paths[] = { bundle, NULL };
  g_autoptr (EarMerge) merge = NULL;
  g_autofree char *title = NULL;

  g_assert_true (ear_bundle_export (world.b, bundle, NULL, NULL, NULL, NULL, NULL));
  merge = ear_merge_apply (world.a, paths, NULL, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (merge->n_quarantined, >, 0);
  take_in (&world, world.a, world.b);
  title = world_get (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE);
  g_assert_cmpstr (title, ==, "Waiting");
  g_assert_cmpuint (world_count (world.a, "SELECT count (*) FROM quarantine"), ==, 0);
}

/* The keys of a device that somebody else says, in a bundle that is merged without asking. */
static void
say_keys (World *world, const EarId *device, const EarKeys *keys)
{
  char signing[65], sealing[65];

  ear_keys_format (keys->signing_public, signing);
  ear_keys_format (keys->sealing_public, sealing);
  world_merge (world->c, world->a, NULL);
  world_set (world->c, EAR_KIND_DEVICE, device, EAR_DEVICE_SIGNING_KEY, signing);
  world_set (world->c, EAR_KIND_DEVICE, device, EAR_DEVICE_SEALING_KEY, sealing);
  world_merge (world->a, world->c, NULL);
}

/* An accepted partner writes keys of their own into another's record: they change nothing of what is sealed for whom. */
static void
test_keys_in_a_bundle (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) theirs = ear_keys_load (world.c, NULL);
  g_autoptr (EarCard) card = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;

  take_in (&world, world.a, world.c);
  take_in (&world, world.a, world.b);
  say_keys (&world, &world.device_b, theirs);
  must_seal (&world, world.a, &world.device_b);
  g_assert_null (ear_seal_open (world.c, world.sealed, NULL, NULL, NULL, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_FOR_US);
  stream = ear_seal_open (world.b, world.sealed, NULL, NULL, NULL, NULL);
  g_assert_nonnull (stream);
  card = read_card (&world);
  g_assert_cmpint (judge (world.a, card), ==, EAR_CARD_KNOWN);
}

/* The same where nobody here has compared that device's words yet. */
static void
test_keys_nobody_compared (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarKeys) theirs = ear_keys_load (world.c, NULL);
  g_autoptr (EarCard) card = NULL;
  g_autoptr (GError) error = NULL;

  take_in (&world, world.a, world.c);
  world_merge (world.a, world.b, NULL);
  g_assert_true (ear_store_accept_device (world.a, &world.device_b, NULL));
  say_keys (&world, &world.device_b, theirs);
  must_not_seal (&world, world.a, &world.device_b, "words somebody compared");
  /* The card says others, and that is told before it is taken in. */
  write_card (&world, world.b);
  card = read_card (&world);
  g_assert_cmpint (judge (world.a, card), ==, EAR_CARD_DOUBTED);
  must_not_accept (world.a, card, FALSE, EAR_EXCHANGE_ERROR_ASKS_FIRST);
  must_not_seal (&world, world.a, &world.device_b, "words somebody compared");
  ear_card_accept (world.a, card, TRUE, &error);
  g_assert_no_error (error);
  must_seal (&world, world.a, &world.device_b);
  g_assert_null (ear_seal_open (world.c, world.sealed, NULL, NULL, NULL, NULL));
}

/* A card that has a device's name and id, and somebody else's keys. */
static void
forge_card (World *world, const EarId *device)
{
  g_autoptr (EarKeys) theirs = ear_keys_load (world->c, NULL);
  g_autoptr (GString) signed_text = NULL;
  g_autofree char *words = ear_fingerprint_words (theirs->signing_public, theirs->sealing_public, device);
  g_autofree char *text = NULL;
  EarCard card = { .device = *device, .name = (char *) "Links & <co>", .made = (char *) "2026-11-25" };
  char id[EAR_ID_TEXT_SIZE], signing[65], sealing[65], digits[129];
  guint8 signature[64];

  memcpy (card.signing_key, theirs->signing_public, 32);
  memcpy (card.sealing_key, theirs->sealing_public, 32);
  signed_text = ear_card_signed_text (&card);
  crypto_sign_detached (signature, NULL, (const guint8 *) signed_text->str, signed_text->len, theirs->signing_secret);
  ear_keys_format (card.signing_key, signing);
  ear_keys_format (card.sealing_key, sealing);
  sodium_bin2hex (digits, sizeof digits, signature, sizeof signature);
  text = g_strdup_printf ("<card xmlns=\"urn:earshot:card:1\" device=\"%s\" made=\"2026-11-25\"><name>Links &amp; &lt;co></name>"
                          "<signing-key>%s</signing-key><sealing-key>%s</sealing-key><words>%s</words>"
                          "<signature>%s</signature></card>",
                          ear_id_format (device, id), signing, sealing, words, digits);
  g_assert_true (g_file_set_contents (world->path, text, -1, NULL));
}

static void
test_other_keys (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarCard) forged = NULL;
  g_autoptr (EarCard) own = NULL;

  take_in (&world, world.a, world.b);
  forge_card (&world, &world.device_b);
  forged = read_card (&world);
  g_assert_cmpint (judge (world.a, forged), ==, EAR_CARD_OTHER_KEYS);
  must_not_accept (world.a, forged, TRUE, EAR_EXCHANGE_ERROR_FORGED);
  must_seal (&world, world.a, &world.device_b);
  g_assert_null (ear_seal_open (world.c, world.sealed, NULL, NULL, NULL, NULL));
  /* And one of this very laptop. */
  forge_card (&world, &world.device_a);
  own = read_card (&world);
  must_not_accept (world.a, own, TRUE, EAR_EXCHANGE_ERROR_FORGED);
}

static void
merge_file (EarStore *store, const char *path, int code)
{
  const char *paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarMerge) merge = ear_merge_apply (store, paths, NULL, NULL, NULL, NULL, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, EAR_EXCHANGE_ERROR, code);
}

/* A laptop is lost. It is revoked on one device, and everybody who merges that one's bundle refuses it. */
static void
test_revoked_everywhere (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *bundle = g_build_filename (world.folder, "c.xml", NULL);
  g_autoptr (EarCard) card = NULL;
  g_autoptr (GError) error = NULL;

  take_in (&world, world.c, world.a);
  take_in (&world, world.b, world.c);
  take_in (&world, world.a, world.c);
  take_in (&world, world.b, world.a);
  g_assert_true (ear_bundle_export (world.c, bundle, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (ear_partner_revoke (world.a, &world.device_c, TRUE, &error));
  merge_file (world.b, bundle, -1);
  must_seal (&world, world.c, &world.device_a);
  merge_file (world.a, world.sealed, EAR_EXCHANGE_ERROR_REVOKED);
  must_not_seal (&world, world.a, &world.device_c, "revoked");
  world_merge (world.b, world.a, NULL);
  merge_file (world.b, bundle, EAR_EXCHANGE_ERROR_REVOKED);
  must_not_seal (&world, world.b, &world.device_c, "revoked");
  write_card (&world, world.c);
  card = read_card (&world);
  g_assert_cmpint (judge (world.b, card), ==, EAR_CARD_REVOKED);
  must_not_accept (world.b, card, TRUE, EAR_EXCHANGE_ERROR_REVOKED);
  g_assert_false (ear_partner_accept (world.b, &world.device_c, NULL, NULL));
  /* Taken back by one who knew of it, it holds no more, anywhere that is merged. */
  g_assert_true (ear_partner_revoke (world.b, &world.device_c, FALSE, &error));
  world_merge (world.a, world.b, NULL);
  merge_file (world.a, bundle, -1);
  must_seal (&world, world.a, &world.device_c);
}

/* Whoever has the lost laptop cannot take the revocation back with it, whether they know of it or not. */
static void
test_revoked_for_good (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  gboolean revoked;

  take_in (&world, world.a, world.c);
  world_merge (world.b, world.c, NULL);
  g_assert_true (ear_partner_revoke (world.a, &world.device_c, TRUE, &error));
  /* Not seen: a later edit of another partner's copy. */
  world_set (world.b, EAR_KIND_DEVICE, &world.device_c, EAR_DEVICE_REVOKED, "true");
  world_set (world.b, EAR_KIND_DEVICE, &world.device_c, EAR_DEVICE_REVOKED, NULL);
  world_merge (world.a, world.b, NULL);
  g_assert_true (ear_partner_is_revoked (world.a, &world.device_c, &revoked, NULL) && revoked);
  /* Seen: by the device itself. */
  world_merge (world.c, world.a, NULL);
  g_assert_false (ear_partner_revoke (world.c, &world.device_c, FALSE, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED);
  world_set (world.c, EAR_KIND_DEVICE, &world.device_c, EAR_DEVICE_REVOKED, NULL);
  world_merge (world.a, world.c, NULL);
  g_assert_true (ear_partner_is_revoked (world.a, &world.device_c, &revoked, NULL) && revoked);
}

static void
test_replacement (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (EarStore) d = NULL;
  g_autoptr (EarRecord) organisation = NULL;
  g_autoptr (EarCard) card = NULL;
  g_autoptr (GPtrArray) may = NULL, partners = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked;
  EarId device_d;

  take_in (&world, world.a, world.c);
  g_assert_true (ear_partner_revoke (world.a, &world.device_c, TRUE, NULL));
  d = new_store (world.folder, "Third, again", "Example Carers", &device_d);
  write_card (&world, d);
  card = read_card (&world);
  may = ear_card_may_replace (world.a, card, NULL);
  g_assert_cmpuint (may->len, ==, 1);
  g_assert_cmpstr (((EarPartner *) may->pdata[0])->name, ==, "Third");
  /* That it took the other's place takes the other out of use, here and wherever that travels. */
  g_assert_true (ear_partner_revoke (world.a, &world.device_c, FALSE, NULL));
  ear_card_accept_in_place (world.a, card, FALSE, &world.device_c, NULL, &error);
  g_assert_no_error (error);
  must_seal (&world, world.a, &device_d);
  g_assert_true (ear_partner_is_revoked (world.a, &world.device_c, &revoked, NULL) && revoked);
  world_merge (world.b, world.a, NULL);
  g_assert_true (ear_partner_is_revoked (world.b, &world.device_c, &revoked, NULL) && revoked);
  partners = ear_partner_list (world.b, NULL);
  for (guint i = 0; i < partners->len; i++)
    {
      const EarPartner *partner = partners->pdata[i];

      g_assert_true (ear_id_equal (&partner->replaces, &world.device_c) == ear_id_equal (&partner->device, &device_d));
      if (ear_id_equal (&partner->device, &device_d))
        g_assert_cmpstr (partner->replaces_name, ==, "Third");
      if (ear_id_equal (&partner->device, &world.device_c))
        g_assert_cmpstr (partner->replaced_by, ==, "Third, again");
    }
  /* It is offered once. */
  after = ear_card_may_replace (world.a, card, NULL);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_false (ear_partner_replace (world.a, &device_d, &device_d, &error));
  g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_REVOKED);
}

/* Accepting is taken back here alone: what came stays, what comes waits, and the keys that were compared are still its own. */
static void
test_unaccept (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (EarCard) card = NULL;
  gboolean accepted;

  take_in (&world, world.a, world.c);
  must_seal (&world, world.a, &world.device_c);
  before = world_digest (world.a);
  ear_partner_unaccept (world.a, &world.device_c, &error);
  g_assert_no_error (error);
  after = world_digest (world.a);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (ear_partner_is_accepted (world.a, &world.device_c, &accepted, &error) && !accepted);
  must_not_seal (&world, world.a, &world.device_c, "is not accepted");
  write_card (&world, world.c);
  card = read_card (&world);
  g_assert_cmpint (judge (world.a, card), ==, EAR_CARD_NEW);
  ear_partner_accept (world.a, &world.device_c, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (judge (world.a, card), ==, EAR_CARD_KNOWN);
  must_seal (&world, world.a, &world.device_c);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ear_seal_set_test_effort (1, 8);
  g_test_add_func ("/exchange/card/round-trip", test_round_trip);
  g_test_add_func ("/exchange/card/accept", test_accept);
  g_test_add_func ("/exchange/card/accept-waiting", test_accept_waiting);
  g_test_add_func ("/exchange/card/keys-in-a-bundle", test_keys_in_a_bundle);
  g_test_add_func ("/exchange/card/keys-nobody-compared", test_keys_nobody_compared);
  g_test_add_func ("/exchange/card/other-keys", test_other_keys);
  g_test_add_func ("/exchange/card/revoked-everywhere", test_revoked_everywhere);
  g_test_add_func ("/exchange/card/revoked-for-good", test_revoked_for_good);
  g_test_add_func ("/exchange/card/replacement", test_replacement);
  g_test_add_func ("/exchange/card/unaccept", test_unaccept);
  return g_test_run ();
}
