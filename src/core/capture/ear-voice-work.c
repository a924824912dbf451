/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-work.h"

#include "ear-assembly-work.h"
#include "ear-change.h"
#include "ear-coding-work.h"
#include "ear-terms.h"
#include "ear-theme-finder.h"

static gboolean
knows_theme (const char *word, gpointer themes)
{
  return ear_theme_find (themes, word) != NULL;
}

/**
 * ear_voice_work_new:
 * @session: the session; copied
 * @line: what was typed
 * @themes: (nullable) (element-type EarTreeRow): the themes there are
 *
 * Returns: (transfer full): the voice that @line stands for, ready for ear_voice_work_job(). Any thread.
 */
EarVoiceWork *
ear_voice_work_new (const EarRecord *session, const EarId *id, const char *line, GPtrArray *themes)
{
  EarVoiceWork *work = g_new0 (EarVoiceWork, 1);

  work->session = ear_record_copy (session);
  work->id = *id;
  work->themes = g_array_new (FALSE, FALSE, sizeof (EarId));
  ear_capture_parse (line, knows_theme, themes, &work->capture);
  for (guint i = 0; i < work->capture.themes->len; i++)
    g_array_append_val (work->themes, ear_theme_find (themes, work->capture.themes->pdata[i])->id);
  return work;
}

void
ear_voice_work_free (EarVoiceWork *work)
{
  if (work == NULL)
    return;
  g_clear_pointer (&work->session, ear_record_free);
  g_clear_pointer (&work->voice, ear_record_free);
  g_clear_pointer (&work->themes, g_array_unref);
  g_clear_pointer (&work->before, g_ptr_array_unref);
  ear_capture_clear (&work->capture);
  g_free (work);
}

void
ear_voice_line_free (EarVoiceLine *line)
{
  if (line == NULL)
    return;
  g_clear_pointer (&line->voice, ear_record_free);
  g_free (line->line);
  g_free (line);
}

/* Reads a record. FALSE only on an error; @record is NULL when it is not there. */
static gboolean
get (EarStore *store, EarKind kind, const EarId *id, EarRecord **record, GError **error)
{
  g_autoptr (GError) local = NULL;

  *record = ear_store_get (store, kind, id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_session_ensure:
 * @session: the session as the page knew it
 * @before: (nullable): gets how it stood, where it is written
 *
 * Writes the session where it is not in the workbook yet, and brings it back where it was deleted meanwhile: what is
 * said in it must be found again.
 */
gboolean
ear_session_ensure (EarStore *store, const EarRecord *session, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (EarRecord) copy = NULL;

  if (!get (store, EAR_KIND_SESSION, &session->id, &here, error))
    return FALSE;
  if (here != NULL && !ear_record_is_deleted (here))
    return TRUE;
  if (here != NULL)
    {
      ear_change_remember (before, here);
      return ear_store_set_deleted (store, EAR_KIND_SESSION, &session->id, FALSE, error);
    }
  copy = ear_record_copy (session);
  ear_change_remember (before, copy);
  return ear_store_put (store, copy, error);
}

/* Speakers are known by their label, whatever its case. */
static gboolean
find_speaker (EarStore *store, const EarId *session, const char *label, EarId *id, gboolean *found, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT p.id, p.label FROM participants p JOIN sessions s ON s.n = p.session "
                       "WHERE s.id = ?1 AND p.state = 0 AND p.label IS NOT NULL ORDER BY p.id",
                       error);
  g_autofree char *key = ear_name_key (label);
  EarStep step = EAR_STEP_FAILED;

  *found = FALSE;
  if (each != NULL)
    ear_statement_bind_id (each, 1, session);
  while (!*found && each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      g_autofree char *other = ear_name_key (ear_statement_get_text (each, 1));

      *found = g_str_equal (key, other) && ear_statement_get_id (each, 0, id);
    }
  return step != EAR_STEP_FAILED;
}

static gboolean
make_speaker (EarStore *store, const EarId *session, const char *label, EarId *id, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) participant = NULL;

  /* P1 of one laptop is not P1 of another; table 3 of one evening is. */
  if (ear_table_is_label (label))
    return ear_table_ensure (store, session, label, id, before, error);
  participant = ear_record_new (EAR_KIND_PARTICIPANT);
  ear_change_remember (before, participant);
  ear_record_set (participant, EAR_PARTICIPANT_LABEL, label);
  ear_record_set (participant, EAR_PARTICIPANT_NATURE, "person");
  ear_record_set_id (participant, EAR_PARTICIPANT_SESSION, session);
  *id = participant->id;
  return ear_store_put (store, participant, error);
}

static gboolean
set_speaker (EarStore *store, const EarVoiceWork *work, EarRecord *voice, GError **error)
{
  gboolean found;
  EarId id;

  if (work->capture.speaker == NULL)
    {
      ear_record_set (voice, EAR_CONTRIBUTION_PARTICIPANT, NULL);
      return TRUE;
    }
  if (!find_speaker (store, &work->session->id, work->capture.speaker, &id, &found, error)
      || (!found && !make_speaker (store, &work->session->id, work->capture.speaker, &id, work->before, error)))
    return FALSE;
  ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &id);
  return TRUE;
}

static gboolean
find_position (EarStore *store, EarVoiceWork *work, GError **error)
{
  g_autoptr (EarStatement) last
    = ear_store_query (store,
                       "SELECT coalesce (max (c.position), 0) FROM contributions c JOIN sessions s ON s.n = c.session "
                       "WHERE s.id = ?1",
                       error);

  if (last == NULL)
    return FALSE;
  ear_statement_bind_id (last, 1, &work->session->id);
  if (ear_statement_step (last, error) != EAR_STEP_ROW)
    return FALSE;
  work->position = ear_statement_get_integer (last, 0) + 1;
  return TRUE;
}

static gboolean
set_position (EarStore *store, EarVoiceWork *work, EarRecord *voice, GError **error)
{
  if (work->position == 0 && !find_position (store, work, error))
    return FALSE;
  ear_record_set_integer (voice, EAR_CONTRIBUTION_POSITION, work->position);
  return TRUE;
}

typedef struct
{
  EarId id, theme;
  gboolean here;
} OwnCoding;

/* This laptop's codings of the whole voice; those that were taken back, too. Spans and others' codings are not the
 * line's to change. */
static GArray *
load_codings (EarStore *store, const EarId *voice, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *coder = ear_own_coder (store, &local);
  g_autoptr (EarStatement) each
    = local != NULL ? NULL
                    : ear_store_query (store,
                                       "SELECT k.id, t.id, k.state = 0 FROM codings k JOIN contributions c ON c.n = k.contribution "
                                       "JOIN themes t ON t.n = k.theme WHERE c.id = ?1 AND k.coder IS ?2 AND k.start IS NULL "
                                       "AND k.state IN (0, 1) ORDER BY k.id",
                                       error);
  g_autoptr (GArray) codings = g_array_new (FALSE, FALSE, sizeof (OwnCoding));
  EarStep step = EAR_STEP_FAILED;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (each == NULL)
    return NULL;
  ear_statement_bind_id (each, 1, voice);
  ear_statement_bind_text (each, 2, coder);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      OwnCoding coding = { .here = ear_statement_get_integer (each, 2) != 0 };

      ear_statement_get_id (each, 0, &coding.id);
      ear_statement_get_id (each, 1, &coding.theme);
      g_array_append_val (codings, coding);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&codings) : NULL;
}

static gboolean
add_coding (EarStore *store, const EarId *voice, const EarId *theme, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  g_autofree char *coder = ear_own_coder (store, NULL);

  ear_change_remember (before, coding);
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, voice);
  ear_record_set_id (coding, EAR_CODING_THEME, theme);
  ear_record_set (coding, EAR_CODING_CODER, coder);
  return ear_store_put (store, coding, error);
}

static gboolean
is_wanted (const EarVoiceWork *work, const EarId *theme)
{
  for (guint i = 0; i < work->themes->len; i++)
    {
      if (ear_id_equal (&g_array_index (work->themes, EarId, i), theme))
        return TRUE;
    }
  return FALSE;
}

static gboolean
set_coding_deleted (EarStore *store, const EarId *id, gboolean deleted, EarCodebookBefore *before, GError **error)
{
  g_autoptr (EarRecord) coding = NULL;

  if (!get (store, EAR_KIND_CODING, id, &coding, error))
    return FALSE;
  if (coding != NULL)
    ear_change_remember (before, coding);
  return ear_store_set_deleted (store, EAR_KIND_CODING, id, deleted, error);
}

static gboolean
set_themes (EarStore *store, const EarVoiceWork *work, GError **error)
{
  g_autoptr (GArray) codings = load_codings (store, &work->id, error);

  if (codings == NULL)
    return FALSE;
  for (guint i = 0; i < codings->len; i++)
    {
      const OwnCoding *coding = &g_array_index (codings, OwnCoding, i);
      gboolean wanted = is_wanted (work, &coding->theme);

      if (wanted != coding->here && !set_coding_deleted (store, &coding->id, !wanted, work->before, error))
        return FALSE;
    }
  for (guint i = 0; i < work->themes->len; i++)
    {
      const EarId *theme = &g_array_index (work->themes, EarId, i);
      gboolean there = FALSE;

      for (guint j = 0; j < codings->len && !there; j++)
        there = ear_id_equal (&g_array_index (codings, OwnCoding, j).theme, theme);
      for (guint j = 0; j < i && !there; j++)
        there = ear_id_equal (&g_array_index (work->themes, EarId, j), theme);
      if (!there && !add_coding (store, &work->id, theme, work->before, error))
        return FALSE;
    }
  return TRUE;
}

/* What the line does not say about the original's language: that of the script, where only one is written in it here,
 * else the session's. */
static const char *
language_of_original (const EarVoiceWork *work)
{
  static const struct
  {
    GUnicodeScript script;
    const char *language;
  } scripts[] = { { G_UNICODE_SCRIPT_BENGALI, "bn" }, { G_UNICODE_SCRIPT_GUJARATI, "gu" }, { G_UNICODE_SCRIPT_GURMUKHI, "pa" },
                  { G_UNICODE_SCRIPT_TAMIL, "ta" } };
  const char *spoken = ear_record_get (work->session, EAR_SESSION_LANGUAGE);

  if (work->capture.original_language != NULL || work->capture.original == NULL)
    return work->capture.original_language;
  if (spoken != NULL && !g_str_equal (spoken, "en") && !g_str_has_prefix (spoken, "en-"))
    return spoken;
  for (const char *p = work->capture.original; *p != '\0'; p = g_utf8_next_char (p))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++)
        {
          if (g_unichar_get_script (g_utf8_get_char (p)) == scripts[i].script)
            return scripts[i].language;
        }
    }
  return NULL;
}

/* One evening has one interpreter: who translated the voice before this one did so again, unless somebody says otherwise. */
static gboolean
set_translator (EarStore *store, const EarVoiceWork *work, EarRecord *voice, GError **error)
{
  g_autoptr (EarStatement) last
    = ear_store_query (store,
                       "SELECT c.translator FROM contributions c JOIN sessions s ON s.n = c.session "
                       "WHERE s.id = ?1 AND c.id <> ?2 AND c.state = 0 AND c.text IS NOT NULL AND c.original IS NOT NULL "
                       "ORDER BY c.position DESC, c.id DESC LIMIT 1",
                       error);
  EarStep step;

  if (last == NULL)
    return FALSE;
  ear_statement_bind_id (last, 1, &work->session->id);
  ear_statement_bind_id (last, 2, &work->id);
  step = ear_statement_step (last, error);
  if (step == EAR_STEP_ROW)
    ear_record_set (voice, EAR_CONTRIBUTION_TRANSLATOR, ear_statement_get_text (last, 0));
  return step != EAR_STEP_FAILED;
}

/* As the workbook has it, which may be another than the page began with. */
static gboolean
remember_voice (EarStore *store, const EarVoiceWork *work, const EarRecord *voice, GError **error)
{
  g_autoptr (EarRecord) here = NULL;

  if (work->before == NULL)
    return TRUE;
  if (!get (store, EAR_KIND_CONTRIBUTION, &work->id, &here, error))
    return FALSE;
  ear_change_remember (work->before, here == NULL ? voice : here);
  return TRUE;
}

static gboolean
write_voice (EarStore *store, EarVoiceWork *work, GError **error)
{
  g_autoptr (EarRecord) voice = g_steal_pointer (&work->voice);
  const EarCapture *capture = &work->capture;
  gboolean is_new = voice == NULL;

  /* Before the words change: the codings of parts of them go along. */
  if (!is_new && !ear_coding_follow_text (store, &work->id, capture->text, work->before, error))
    return FALSE;
  if (is_new)
    voice = ear_record_new_with_id (EAR_KIND_CONTRIBUTION, &work->id);
  if (!remember_voice (store, work, voice, error))
    return FALSE;
  /* Either may come later; from then on it is a translation. */
  if (capture->text != NULL && capture->original != NULL
      && (ear_record_get (voice, EAR_CONTRIBUTION_TEXT) == NULL || ear_record_get (voice, EAR_CONTRIBUTION_ORIGINAL) == NULL)
      && !set_translator (store, work, voice, error))
    return FALSE;
  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &work->session->id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, capture->text);
  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL, capture->original);
  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL_LANGUAGE, language_of_original (work));
  ear_record_set (voice, EAR_CONTRIBUTION_FEELING, capture->feeling);
  ear_record_set_flag (voice, EAR_CONTRIBUTION_VERBATIM, capture->verbatim);
  ear_record_set (voice, EAR_CONTRIBUTION_PRIVATE_NOTE, capture->private_note);
  return (!is_new || set_position (store, work, voice, error)) && set_speaker (store, work, voice, error)
         && ear_store_put (store, voice, error) && set_themes (store, work, error)
         && (ear_id_is_none (&work->item) || ear_assembly_say (store, &work->id, &work->item, work->stance, work->before, error));
}

/**
 * ear_voice_work_do:
 *
 * Adds the voice, or changes it, within the caller's transaction.
 */
gboolean
ear_voice_work_do (EarStore *store, EarVoiceWork *work, GError **error)
{
  g_autoptr (EarRecord) here = NULL;

  if (!get (store, EAR_KIND_CONTRIBUTION, &work->id, &here, error))
    return FALSE;
  /* Added before the program ended without saying so: once is enough. */
  if (work->voice == NULL && here != NULL)
    return TRUE;
  return ear_session_ensure (store, work->session, work->before, error) && write_voice (store, work, error);
}

/**
 * ear_voice_work_job:
 * @work: an EarVoiceWork
 *
 * Adds the voice, or changes it.
 *
 * Returns: (transfer full) (nullable): an EarTakeBack where the work remembers what was before; else %NULL.
 */
gpointer
ear_voice_work_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarVoiceWork *work = data;

  if (!ear_store_begin (store, error))
    return NULL;
  return ear_take_back_finish (store, ear_voice_work_do (store, work, error), work->before, error);
}

static gboolean
add_theme_words (EarStore *store, const EarId *voice, EarCapture *capture, GError **error)
{
  g_autoptr (GArray) codings = load_codings (store, voice, error);

  for (guint i = 0; codings != NULL && i < codings->len; i++)
    {
      const OwnCoding *coding = &g_array_index (codings, OwnCoding, i);
      g_autoptr (EarRecord) theme = NULL;
      EarTreeRow row = { 0 };

      if (!get (store, EAR_KIND_THEME, &coding->theme, &theme, error))
        return FALSE;
      if (!coding->here || theme == NULL || ear_record_is_deleted (theme))
        continue;
      row.name = (char *) ear_record_get (theme, EAR_THEME_NAME);
      row.slug = (char *) ear_record_get (theme, EAR_THEME_SLUG);
      g_ptr_array_add (capture->themes, ear_theme_word (&row));
    }
  return codings != NULL;
}

static gboolean
read_capture (EarStore *store, const EarRecord *voice, EarCapture *capture, GError **error)
{
  const char *feeling = ear_record_get (voice, EAR_CONTRIBUTION_FEELING);
  int index = feeling == NULL ? -1 : ear_term_index (EAR_TERMS_FEELING, feeling);
  g_autoptr (EarRecord) speaker = NULL;
  EarId id;

  capture->themes = g_ptr_array_new_with_free_func (g_free);
  capture->text = g_strdup (ear_record_get (voice, EAR_CONTRIBUTION_TEXT));
  capture->original = g_strdup (ear_record_get (voice, EAR_CONTRIBUTION_ORIGINAL));
  capture->original_language = g_strdup (ear_record_get (voice, EAR_CONTRIBUTION_ORIGINAL_LANGUAGE));
  capture->feeling = index < 0 ? NULL : EAR_TERMS_FEELING[index];
  capture->verbatim = ear_record_get_flag (voice, EAR_CONTRIBUTION_VERBATIM);
  capture->private_note = g_strdup (ear_record_get (voice, EAR_CONTRIBUTION_PRIVATE_NOTE));
  if (ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &id))
    {
      if (!get (store, EAR_KIND_PARTICIPANT, &id, &speaker, error))
        return FALSE;
      if (speaker != NULL)
        capture->speaker = g_strdelimit (g_strdup (ear_record_get (speaker, EAR_PARTICIPANT_LABEL)), " \t\n", '-');
    }
  return add_theme_words (store, &voice->id, capture, error);
}

/**
 * ear_voice_line_job:
 * @id: an EarId: the voice's
 *
 * Returns: (transfer full) (nullable): an EarVoiceLine; %NULL without @error where there is no such voice any more.
 */
gpointer
ear_voice_line_job (EarStore *store, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarVoiceLine) line = g_new0 (EarVoiceLine, 1);
  g_auto (EarCapture) capture = { 0 };

  if (!get (store, EAR_KIND_CONTRIBUTION, id, &line->voice, error) || line->voice == NULL || line->voice->erased
      || !read_capture (store, line->voice, &capture, error))
    return NULL;
  line->line = ear_capture_format (&capture);
  return g_steal_pointer (&line);
}
