/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partner-words.h"

#include <glib/gi18n.h>

#include "ear-outside.h"

/**
 * ear_partner_words_title:
 * @organisation: (nullable)
 *
 * Returns: (transfer full): whose laptop it is, then the laptop.
 */
char *
ear_partner_words_title (const char *name, const char *organisation)
{
  g_autofree char *laptop = ear_outside_text (name);
  g_autofree char *whose = organisation == NULL ? NULL : ear_outside_text (organisation);

  return whose == NULL ? g_steal_pointer (&laptop) : g_strdup_printf (_ ("%s – %s"), whose, laptop);
}

/* The day of a moment in UTC, as the locale writes it. */
static char *
spell_day (const char *moment)
{
  g_autofree char *whole = g_strconcat (moment, ":00Z", NULL);
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (whole, NULL);
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  /* Translators: a whole day, such as 22 November 2026. */
  return local == NULL ? g_strdup (moment) : g_date_time_format (local, _ ("%-e %B %Y"));
}

static char *
spell_exchanged (const EarPartner *partner)
{
  g_autofree char *sent = partner->last_sent == NULL ? NULL : spell_day (partner->last_sent);
  g_autofree char *received = partner->last_received == NULL ? NULL : spell_day (partner->last_received);

  if (sent != NULL && received != NULL)
    return g_strdup_printf (_ ("Last sent %s, last received %s"), sent, received);
  if (sent != NULL)
    return g_strdup_printf (_ ("Last sent %s, nothing received yet"), sent);
  if (received != NULL)
    return g_strdup_printf (_ ("Last received %s"), received);
  return g_strdup (_ ("Nothing exchanged yet"));
}

/**
 * ear_partner_words_state:
 *
 * Returns: (transfer full): how it stands with a partner, and when files last went between the two.
 */
char *
ear_partner_words_state (const EarPartner *partner)
{
  g_autofree char *exchanged = spell_exchanged (partner);
  const char *state;

  if (partner->revoked)
    state = _ ("Revoked: its files are refused");
  else if (!partner->accepted)
    state = _ ("Waiting: what it sent is kept aside until you accept it");
  else if (partner->has_card)
    state = _ ("Accepted, and files can be sealed for it");
  else
    state = _ ("Accepted, but there is no card to seal files with");
  if (partner->replaced_by != NULL)
    return g_strdup_printf (_ ("%s\nIts place was taken by “%s”\n%s"), state, partner->replaced_by, exchanged);
  if (partner->replaces_name != NULL)
    return g_strdup_printf (_ ("%s\nIn the place of “%s”\n%s"), state, partner->replaces_name, exchanged);
  return g_strdup_printf ("%s\n%s", state, exchanged);
}

/**
 * ear_partner_words_aloud:
 * @words: with hyphens between them
 *
 * Returns: (transfer full): the same, to be read aloud and to wrap between any two.
 */
char *
ear_partner_words_aloud (const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, "-", -1);

  return g_strjoinv (" · ", each);
}

/**
 * ear_partner_words_revoking:
 *
 * Returns: (transfer full): what revoking it does, and what stays.
 */
char *
ear_partner_words_revoking (const EarPartner *partner)
{
  g_autofree char *words = ear_partner_words_aloud (partner->words);

  return g_strdup_printf (_ ("Its words: %s.\n\nDo this when the laptop was lost, stolen or given away. Its files are then refused here, and by "
                             "every partner who merges your next file. Nothing is sealed for it any more. What it sent before stays. You "
                             "can take this back."),
                          words);
}

static const char *
standing (EarCardStanding standing)
{
  switch (standing)
    {
    case EAR_CARD_KNOWN:
      return _ ("This card is accepted already. Its words:");
    case EAR_CARD_SELF:
      return _ ("This is your own card. Send it to your partners; when they ring, read them these words:");
    case EAR_CARD_OTHER_KEYS:
      return _ ("You accepted this laptop before, with other words. Somebody may have made this card up, so it cannot be accepted, and files "
                "go on being sealed as before. Ring its owner. This card's words:");
    case EAR_CARD_DOUBTED:
      return _ ("A partner's file said other words of this laptop: one of the two is wrong. Ring its owner and accept the card only if these "
                "are the words on their own Exchange page:");
    case EAR_CARD_REVOKED:
      return _ ("This laptop was revoked, so its card cannot be accepted. If it is in good hands after all, take the revocation back first. "
                "Its words:");
    case EAR_CARD_NEW:
    default:
      return _ ("Anybody can make a card of any name. Ring its owner and accept the card only if these are the words on their own Exchange "
                "page:");
    }
}

/**
 * ear_partner_words_look:
 *
 * Returns: what is known of a card's device, and what to do; its words come after it.
 */
const char *
ear_partner_words_look (const EarCardLook *look)
{
  return standing (look->standing);
}

/**
 * ear_partner_words_came:
 *
 * Returns: (transfer full): what stays where a partner is not accepted any more.
 */
char *
ear_partner_words_came (const EarPartner *partner)
{
  guint n = partner->n_merges;
  g_autofree char *merges = NULL;

  if (n == 0)
    return g_strdup (_ ("What it sends waits again. Nothing of its was merged so far."));
  merges = g_strdup_printf (ngettext ("What it sends waits again. What came in with %'u merge stays.",
                                      "What it sends waits again. What came in with %'u merges stays.", n),
                            n);
  return partner->is_newest ? g_strdup_printf (_ ("%s Undo This Merge takes back the newest."), merges) : g_steal_pointer (&merges);
}
