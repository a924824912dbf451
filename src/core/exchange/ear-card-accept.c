/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workbook knows of a card's device, and taking its card in. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-card.h"
#include "ear-keys.h"
#include "ear-outside.h"
#include "ear-partner.h"
#include "ear-seal-format.h"
#include "ear-store-quarantine.h"

static gboolean
has_keys (const EarCard *card, const EarPublicKeys *keys)
{
  return memcmp (card->signing_key, keys->signing, sizeof keys->signing) == 0
         && memcmp (card->sealing_key, keys->sealing, sizeof keys->sealing) == 0;
}

static gboolean
is_own (EarStore *store, const EarCard *card)
{
  EarId own;

  return ear_store_get_device (store, &own, NULL) && ear_id_equal (&own, &card->device);
}

/* A card of this laptop with other keys is somebody else's doing. */
static gboolean
judge_own (EarStore *store, const EarCard *card, EarCardStanding *standing, GError **error)
{
  gboolean failed;
  g_autoptr (EarKeys) own = ear_keys_peek (store, &failed, error);

  if (failed)
    return FALSE;
  *standing = own != NULL && memcmp (own->signing_public, card->signing_key, sizeof card->signing_key) == 0
                      && memcmp (own->sealing_public, card->sealing_key, sizeof card->sealing_key) == 0
                  ? EAR_CARD_SELF
                  : EAR_CARD_OTHER_KEYS;
  return TRUE;
}

/* What was said of the device's keys in bundles, here or in what waits: anybody who is accepted could have said it. */
static gboolean
is_doubted (EarStore *store, const EarCard *card, gboolean *doubted, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, EAR_KIND_DEVICE, &card->device, &local);
  EarPublicKeys said;

  *doubted = FALSE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL || record->erased
      || (ear_record_get (record, EAR_DEVICE_SIGNING_KEY) == NULL && ear_record_get (record, EAR_DEVICE_SEALING_KEY) == NULL))
    return TRUE;
  *doubted = !ear_keys_said (record, &said) || !has_keys (card, &said);
  return TRUE;
}

/**
 * ear_card_judge:
 * @standing: (out): what this workbook knows of the card's device
 *
 * Changes nothing. The store's thread.
 */
gboolean
ear_card_judge (EarStore *store, const EarCard *card, EarCardStanding *standing, GError **error)
{
  EarPublicKeys pinned;
  gboolean revoked, accepted, known, doubted;

  if (is_own (store, card))
    return judge_own (store, card, standing, error);
  if (!ear_partner_is_revoked (store, &card->device, &revoked, error)
      || !ear_store_has_accepted (store, &card->device, &accepted, error)
      || !ear_keys_pinned (store, &card->device, &pinned, &known, error) || !is_doubted (store, card, &doubted, error))
    return FALSE;
  if (revoked)
    *standing = EAR_CARD_REVOKED;
  else if (known && !has_keys (card, &pinned))
    *standing = EAR_CARD_OTHER_KEYS;
  else if (known && accepted)
    *standing = EAR_CARD_KNOWN;
  else
    *standing = doubted ? EAR_CARD_DOUBTED : EAR_CARD_NEW;
  return TRUE;
}

/* What nobody has taken the place of yet, and what is known to be lost, comes first. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const EarPartner *one = *(const EarPartner *const *) a;
  const EarPartner *other = *(const EarPartner *const *) b;
  int order = other->revoked - one->revoked;

  return order != 0 ? order : g_utf8_collate (one->name, other->name);
}

/**
 * ear_card_may_replace:
 *
 * Returns: (transfer full) (element-type EarPartner) (nullable): devices of the card's organisation that were accepted or revoked
 *   here, and whose place nobody has taken; %NULL with @error set. The store's thread.
 */
GPtrArray *
ear_card_may_replace (EarStore *store, const EarCard *card, GError **error)
{
  g_autoptr (GPtrArray) partners = ear_partner_list (store, error);
  GPtrArray *found;

  if (partners == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_partner_free);
  for (guint i = partners->len; card->organisation_name != NULL && i > 0; i--)
    {
      const EarPartner *partner = partners->pdata[i - 1];

      if (!partner->is_self && (partner->revoked || partner->accepted) && partner->replaced_by == NULL
          && g_strcmp0 (partner->organisation, card->organisation_name) == 0 && !ear_id_equal (&partner->device, &card->device))
        g_ptr_array_add (found, g_ptr_array_steal_index (partners, i - 1));
    }
  g_ptr_array_sort (found, compare_candidates);
  return found;
}

static gboolean G_GNUC_PRINTF (3, 4)
refuse (GError **error, EarExchangeError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (EAR_EXCHANGE_ERROR, code, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
check_standing (const EarCard *card, EarCardStanding standing, gboolean despite_doubt, GError **error)
{
  g_autofree char *name = ear_outside_text (card->name);

  switch (standing)
    {
    case EAR_CARD_SELF:
      return refuse (error, EAR_EXCHANGE_ERROR_CARD,
                     _ ("This is this laptop's own exchange card, “%s”. Nothing was changed. Send it to your partners."), name);
    case EAR_CARD_OTHER_KEYS:
      return refuse (error, EAR_EXCHANGE_ERROR_FORGED,
                     _ ("This exchange card says that it is of “%s”, but has other keys than those that were accepted here for that "
                        "laptop. Somebody may have made it up. Nothing was changed, and files go on being sealed with the keys from "
                        "before. Ask its owner; a laptop that was set up anew has a card as a new one."),
                     name);
    case EAR_CARD_REVOKED:
      return refuse (error, EAR_EXCHANGE_ERROR_REVOKED,
                     _ ("“%s” was revoked, so its exchange card is not taken in. Nothing was changed. If it is in good hands after "
                        "all, take the revocation back first; if another laptop replaced it, ask for the card of that one."),
                     name);
    case EAR_CARD_DOUBTED:
      if (!despite_doubt)
        return refuse (error, EAR_EXCHANGE_ERROR_ASKS_FIRST,
                       _ ("The exchange card of “%s” has other keys than a partner's file said that laptop has: one of the two is "
                          "wrong. Nothing was changed. Ring its owner and compare the words before you take it in."),
                       name);
      return TRUE;
    case EAR_CARD_NEW:
    case EAR_CARD_KNOWN:
    default:
      return TRUE;
    }
}

static EarRecord *
get_or_make (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  EarRecord *record = ear_store_get (store, kind, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return record != NULL ? record : ear_record_new_with_id (kind, id);
}

static void
set_new (EarRecord *record, guint field, const char *value)
{
  if (value != NULL && ear_record_get (record, field) == NULL)
    ear_record_set (record, field, value);
}

static gboolean
put_edited (EarStore *store, EarRecord *record, GError **error)
{
  return record->erased || record->edited == 0 || ear_store_put (store, record, error);
}

/* A name that is here already stays: a card tells who somebody is, and renames nobody. */
static gboolean
put_organisation (EarStore *store, const EarCard *card, GError **error)
{
  g_autoptr (EarRecord) record = NULL;

  if (ear_id_is_none (&card->organisation))
    return TRUE;
  record = get_or_make (store, EAR_KIND_ORGANISATION, &card->organisation, error);
  if (record == NULL)
    return FALSE;
  set_new (record, EAR_ORGANISATION_NAME, card->organisation_name);
  return put_edited (store, record, error);
}

static gboolean
put_device (EarStore *store, const EarCard *card, GError **error)
{
  g_autoptr (EarRecord) record = get_or_make (store, EAR_KIND_DEVICE, &card->device, error);
  char signing[65], sealing[65], organisation[EAR_ID_TEXT_SIZE];
  EarPublicKeys said;

  if (record == NULL)
    return FALSE;
  set_new (record, EAR_DEVICE_NAME, card->name);
  if (!ear_id_is_none (&card->organisation))
    set_new (record, EAR_DEVICE_ORGANISATION, ear_id_format (&card->organisation, organisation));
  if (!ear_keys_said (record, &said) || !has_keys (card, &said))
    {
      ear_keys_format (card->signing_key, signing);
      ear_keys_format (card->sealing_key, sealing);
      ear_record_set (record, EAR_DEVICE_SIGNING_KEY, signing);
      ear_record_set (record, EAR_DEVICE_SEALING_KEY, sealing);
    }
  return put_edited (store, record, error);
}

/* The keys are held first, so that nothing that waited of the device can say others; its own record, where it waited,
 * comes before what the card adds to it. */
static gboolean
take_in (EarStore *store, const EarCard *card, EarAcceptance **acceptance, GError **error)
{
  EarPublicKeys keys;

  memcpy (keys.signing, card->signing_key, sizeof keys.signing);
  memcpy (keys.sealing, card->sealing_key, sizeof keys.sealing);
  return ear_keys_pin (store, &card->device, &keys, error) && ear_partner_accept (store, &card->device, acceptance, error)
         && put_organisation (store, card, error) && put_device (store, card, error);
}

/**
 * ear_card_accept:
 * @despite_doubt: take it in although somebody's bundle said other keys of that device (%EAR_CARD_DOUBTED)
 *
 * Holds the card's keys to be the device's, for ever; accepts the device with what waited of it, as ear_partner_accept();
 * and records who it is. One whose keys were held to be others, one that was revoked and this laptop's own are refused.
 * Whoever calls this compared the words with the owner. The store's thread.
 */
gboolean
ear_card_accept (EarStore *store, const EarCard *card, gboolean despite_doubt, GError **error)
{
  return ear_card_accept_in_place (store, card, despite_doubt, NULL, NULL, error);
}

/**
 * ear_card_accept_in_place:
 * @replaced: (nullable): the laptop whose place it took, which is revoked with that (ear_partner_replace())
 * @acceptance: (out) (optional): as in ear_partner_accept(). What became of @replaced, ear_partner_give_back()
 *   takes back
 *
 * As ear_card_accept(); all of it or nothing.
 */
gboolean
ear_card_accept_in_place (EarStore *store, const EarCard *card, gboolean despite_doubt, const EarId *replaced,
                          EarAcceptance **acceptance, GError **error)
{
  g_autoptr (EarAcceptance) accepted = NULL;
  EarCardStanding standing;

  if (!ear_card_judge (store, card, &standing, error) || !check_standing (card, standing, despite_doubt, error)
      || !ear_store_begin (store, error))
    return FALSE;
  if (!take_in (store, card, acceptance == NULL ? NULL : &accepted, error)
      || !(replaced == NULL || ear_id_is_none (replaced) || ear_partner_replace (store, &card->device, replaced, error)))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  if (!ear_store_commit (store, error))
    return FALSE;
  if (acceptance != NULL)
    *acceptance = g_steal_pointer (&accepted);
  return TRUE;
}
