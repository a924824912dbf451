/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-withdraw-words.h"

#include <glib/gi18n.h>

#include "ear-rows.h"
#include "ear-voice-item.h"

/* Fewer are shown at once: whoever withdraws must see that it is the right person. */
#define UNFOLDED_VOICES 6

/**
 * ear_withdraw_words_who:
 *
 * Returns: (transfer full): what a participant is called, such as “P2”. Any thread, as ear_withdraw_words_button().
 */
char *
ear_withdraw_words_who (const EarWithdrawFound *who)
{
  return g_strdup (who == NULL || who->label == NULL ? _ ("Somebody without a label") : who->label);
}

static char *
count_voices (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", n), n);
}

/**
 * ear_withdraw_words_button:
 *
 * Returns: (transfer full): what the button that erases says, with a mnemonic.
 */
char *
ear_withdraw_words_button (const EarWithdrawPreview *preview)
{
  guint n = preview->n_voices;

  if (n == 0)
    return g_strdup (_ ("_Withdraw"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Withdraw %'u Voice", "_Withdraw %'u Voices", n), n);
}

/**
 * ear_withdraw_words_account:
 * @preview: as it was looked at before
 *
 * Returns: (transfer full): what was done. No word of what was said is in it.
 */
char *
ear_withdraw_words_account (const EarWithdrawPreview *preview, EarKind kind)
{
  g_autofree char *voices = count_voices (preview->n_voices);
  g_autofree char *themes
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u theme on them", "%'u themes on them", preview->n_codings),
                       preview->n_codings);
  const char *person = kind == EAR_KIND_PARTICIPANT ? _ (" So is what was noted of the speaker.") : "";

  if (preview->n_codings > 0)
    return g_strdup_printf (_ ("Gone for good: %s and %s, with every earlier version, from this workbook, its search and its drafts.%s"),
                            voices, themes, person);
  return g_strdup_printf (_ ("Gone for good: %s, with every earlier version, from this workbook, its search and its drafts.%s"),
                          voices, person);
}

static void
add_row (GPtrArray *rows, const char *title, const char *subtitle)
{
  g_ptr_array_add (rows, ear_row_new (title, subtitle));
}

static char *
spell_sessions (const EarWithdrawPreview *preview)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < preview->sessions->len; i++)
    g_string_append_printf (text, "%s“%s”", i > 0 ? ", " : "", (const char *) preview->sessions->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_voice_row (const EarWithdrawVoice *voice, gboolean with_session)
{
  return ear_row_new (voice->words == NULL ? _ ("(no words)") : voice->words, with_session ? voice->session : NULL);
}

static GtkWidget *
new_voices_row (const EarWithdrawPreview *preview)
{
  g_autofree char *title = count_voices (preview->n_voices);
  g_autofree char *sessions = spell_sessions (preview);
  GtkWidget *row = ear_row_new_expander (title, sessions);
  guint more = preview->n_voices - preview->voices->len;

  for (guint i = 0; i < preview->voices->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_voice_row (preview->voices->pdata[i], preview->sessions->len > 1));
  if (more > 0)
    {
      g_autofree char *rest
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %'u more", "and %'u more", more), more);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ear_row_new (rest, NULL));
    }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), preview->n_voices <= UNFOLDED_VOICES);
  return row;
}

/**
 * ear_withdraw_rows_going:
 *
 * Returns: (transfer full) (element-type GtkWidget): what would be erased. Main thread, as the others below.
 */
GPtrArray *
ear_withdraw_rows_going (const EarWithdrawPreview *preview, EarKind kind)
{
  GPtrArray *rows = g_ptr_array_new ();

  if (preview->n_voices > 0)
    g_ptr_array_add (rows, new_voices_row (preview));
  if (kind == EAR_KIND_PARTICIPANT)
    add_row (rows, _ ("What was noted of the speaker"), _ ("Label, code word, groups, age band, language and contact details."));
  if (preview->n_moved > 0)
    {
      g_autofree char *title
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice that is put down to somebody else now",
                                        "%'u voices that are put down to somebody else now", preview->n_moved),
                           preview->n_moved);

      add_row (rows, title, _ ("It was this person’s once, and goes with them."));
    }
  if (preview->n_codings > 0)
    {
      g_autofree char *title
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u theme on them", "%'u themes on them", preview->n_codings),
                           preview->n_codings);

      add_row (rows, title, _ ("With the notes of whoever coded them."));
    }
  add_row (rows, _ ("Every earlier version"), _ ("Also from the search and the drafts."));
  return rows;
}

/**
 * ear_withdraw_rows_staying:
 *
 * Returns: (transfer full) (element-type GtkWidget): what would not be erased.
 */
GPtrArray *
ear_withdraw_rows_staying (const EarWithdrawPreview *preview)
{
  GPtrArray *rows = g_ptr_array_new ();

  add_row (rows, _ ("That the conversation took place"),
           _ ("With its date, place, notes and how many people of which groups were there. Read its notes: they may repeat "
              "what was said."));
  if (preview->n_actions > 0)
    {
      g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u action that one of these voices stands behind",
                                                             "%'u actions that one of these voices stands behind",
                                                             preview->n_actions),
                                                preview->n_actions);

      add_row (rows, title, _ ("It stays, without the voice. Read whether it repeats the words."));
    }
  add_row (rows, _ ("A mark without words"), _ ("A number that stands for what is gone, so that no file brings it back."));
  return rows;
}

/**
 * ear_withdraw_rows_elsewhere:
 *
 * Returns: (transfer full) (element-type GtkWidget): where the words may be that this workbook cannot reach.
 */
GPtrArray *
ear_withdraw_rows_elsewhere (const EarWithdrawPreview *preview)
{
  GPtrArray *rows = g_ptr_array_new ();

  add_row (rows, _ ("Partners"),
           _ ("The withdrawal travels with the next file you give each of them, and erases the words there, too."));
  for (guint i = 0; i < preview->sent->len; i++)
    {
      const EarWithdrawSent *sent = preview->sent->pdata[i];
      g_autofree char *day = ear_moment_format (sent->day);
      g_autofree char *words = g_strdup_printf (_ ("Had a file from you on %s, which cannot be called back."), day);

      add_row (rows, sent->name == NULL ? _ ("A device without a name") : sent->name, words);
    }
  add_row (rows, _ ("Files, reports and prints made earlier"),
           _ ("They cannot be called back. Ask whoever has one to destroy it, or to leave this out."));
  return rows;
}
