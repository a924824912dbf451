/* SPDX-License-Identifier: GPL-3.0-or-later */
/* add: records one session, or one voice in it. */
#include "ear-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ear-csv-records.h"
#include "ear-insight.h"
#include "ear-terms.h"

static const char *const kinds[] = { "session", "contribution", NULL };

/* An option is the field of the same name, but for these: group, theme, coder, set. */
static const EarOption options[] = {
  { "title", 0, N_ ("TITLE"), N_ ("What the session is called"), EAR_OPTION_PLAIN, NULL },
  { "nature", 0, N_ ("NATURE"), N_ ("What kind of session it was"), EAR_OPTION_PLAIN, EAR_TERMS_SESSION_NATURE },
  { "started", 0, N_ ("WHEN"), N_ ("When it was: YYYY-MM-DD or YYYY-MM-DDThh:mm"), EAR_OPTION_PLAIN, NULL },
  { "organisation", 'O', N_ ("NAME"), N_ ("Who held the session; without it, the workbook’s own"), EAR_OPTION_PLAIN, NULL },
  { "venue", 0, N_ ("VENUE"), N_ ("The building or room"), EAR_OPTION_PLAIN, NULL },
  { "people", 0, N_ ("NUMBER"), N_ ("How many people took part"), EAR_OPTION_PLAIN, NULL },
  { "consent-basis", 0, N_ ("BASIS"), N_ ("How people consented"), EAR_OPTION_PLAIN, EAR_TERMS_CONSENT },
  { "session", 'S', N_ ("NAME"), N_ ("The session a voice belongs to, by its title or id"), EAR_OPTION_PLAIN, NULL },
  { "text", 't', N_ ("TEXT"), N_ ("What was said; without it, that is read from standard input"), EAR_OPTION_PLAIN, NULL },
  { "feeling", 0, N_ ("FEELING"), N_ ("What the voice says of it"), EAR_OPTION_PLAIN, EAR_TERMS_FEELING },
  { "participant", 0, N_ ("LABEL"), N_ ("Who said it, never by name; made if there is no such participant in the session"),
    EAR_OPTION_PLAIN, NULL },
  { "ref", 0, N_ ("REF"), N_ ("A reference of your own for the voice"), EAR_OPTION_PLAIN, NULL },
  { "verbatim", 0, NULL, N_ ("These are the very words"), EAR_OPTION_PLAIN, NULL },
  { "original", 0, N_ ("TEXT"), N_ ("The words in the language they were said in"), EAR_OPTION_PLAIN, NULL },
  { "original-language", 0, N_ ("TAG"), N_ ("That language, such as bn or ar"), EAR_OPTION_PLAIN, NULL },
  { "language", 0, N_ ("TAG"), N_ ("The language of the session, or of the text of a voice"), EAR_OPTION_PLAIN, NULL },
  { "place", 0, N_ ("NAME"), N_ ("Where it was, or where the voice is from"), EAR_OPTION_PLAIN, NULL },
  { "permission", 0, N_ ("PERMISSION"), N_ ("What may be done with the words"), EAR_OPTION_PLAIN, EAR_TERMS_PERMISSION },
  { "source", 0, N_ ("SOURCE"), N_ ("Where it was found"), EAR_OPTION_PLAIN, NULL },
  { "group", 'g', N_ ("NAME[=NUMBER]"), N_ ("A group that was there, with how many people, or that the voice speaks for"),
    EAR_OPTION_REPEATABLE, NULL },
  { "theme", 0, N_ ("NAME"), N_ ("A theme of the voice"), EAR_OPTION_REPEATABLE, NULL },
  { "coder", 'c', N_ ("NAME"), N_ ("Who chose the themes; this laptop without it"), EAR_OPTION_PLAIN, NULL },
  { "set", 0, N_ ("FIELD=VALUE"), N_ ("Any other field"), EAR_OPTION_REPEATABLE, NULL },
  { NULL },
};

/* A participant of one session by the label. */
typedef struct
{
  const char *session, *label;
  EarId id; /* EAR_ID_NONE: none yet */
} FindParticipant;

static gboolean
match_participant_cb (const EarRecord *participant, gpointer data, GError **error G_GNUC_UNUSED)
{
  FindParticipant *find = data;

  if (!participant->erased && !ear_record_is_deleted (participant) && ear_id_is_none (&find->id)
      && g_strcmp0 (ear_record_get (participant, EAR_PARTICIPANT_SESSION), find->session) == 0
      && g_strcmp0 (ear_record_get (participant, EAR_PARTICIPANT_LABEL), find->label) == 0)
    find->id = participant->id;
  return TRUE;
}

static gboolean
need_participant (EarStore *store, const char *session, const char *typed, EarId *id, GError **error)
{
  g_autofree char *label = ear_value_tidy (EAR_TYPE_LINE, typed);
  FindParticipant find = { session, label, EAR_ID_NONE };
  g_autoptr (EarRecord) participant = NULL;

  if (!ear_store_foreach (store, EAR_KIND_PARTICIPANT, match_participant_cb, &find, error))
    return FALSE;
  *id = find.id;
  if (!ear_id_is_none (id))
    return TRUE;
  participant = ear_record_new (EAR_KIND_PARTICIPANT);
  ear_record_set (participant, EAR_PARTICIPANT_LABEL, label);
  ear_record_set (participant, EAR_PARTICIPANT_SESSION, session);
  *id = participant->id;
  return ear_store_put (store, participant, error);
}

static gboolean
set_reference (EarStore *store, EarRecord *record, guint field, const char *value, GError **error)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);
  EarId id;
  gboolean done;

  if (info->target == EAR_KIND_PARTICIPANT)
    done = need_participant (store, ear_record_get (record, EAR_CONTRIBUTION_SESSION), value, &id, error);
  else if (info->target == EAR_KIND_ORGANISATION)
    done = ear_cli_ensure_organisation (store, value, NULL, &id, error);
  else
    done = ear_cli_find (store, info->target, value, &id, error);
  if (done)
    ear_record_set_id (record, field, &id);
  return done;
}

static gboolean
set_field (EarStore *store, EarRecord *record, const char *name, const char *value, GError **error)
{
  guint field;

  if (!ear_field_from_name (record->kind, name, &field) || field == EAR_FIELD_DELETED)
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("A %s has no “%s”."), ear_kind_info (record->kind)->name, name);
      return FALSE;
    }
  if (ear_field_info (record->kind, field)->type == EAR_TYPE_REFERENCE)
    return set_reference (store, record, field, value, error);
  if (ear_field_info (record->kind, field)->type == EAR_TYPE_BOOLEAN && *value == '\0')
    value = "true";
  ear_record_set (record, field, value);
  return TRUE;
}

static gboolean
is_no_field (const char *option)
{
  static const char *const others[] = { "group", "theme", "coder", "set", NULL };

  return g_strv_contains (others, option);
}

static gboolean
set_fields (EarCli *cli, EarStore *store, EarRecord *record, GError **error)
{
  const char *const *sets = ear_cli_values (cli, "set");

  /* A session stands before the participants that are looked for in it. */
  for (const EarOption *option = options; option->name != NULL; option++)
    {
      const char *value = is_no_field (option->name) ? NULL : ear_cli_value (cli, option->name);

      if (value != NULL && !set_field (store, record, option->name, value, error))
        return FALSE;
    }
  for (guint i = 0; sets != NULL && sets[i] != NULL; i++)
    {
      const char *equals = strchr (sets[i], '=');
      g_autofree char *name = equals == NULL ? g_strdup (sets[i]) : g_strndup (sets[i], (gsize) (equals - sets[i]));

      if (!set_field (store, record, name, equals == NULL ? "" : equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* “Carers=7”, unless a group is called just that. */
static gboolean
link_session_group (EarStore *store, const EarId *session, const char *typed, GError **error)
{
  const char *equals = strrchr (typed, '=');
  g_autofree char *name = equals == NULL ? g_strdup (typed) : g_strndup (typed, (gsize) (equals - typed));
  g_autoptr (EarRecord) link = NULL;
  EarId group, id;

  if (!ear_cli_find (store, EAR_KIND_GROUP, name, &group, error))
    return FALSE;
  id = ear_id_derive_link (ear_kind_info (EAR_KIND_SESSION_GROUP)->name, session, &group);
  link = ear_record_new_with_id (EAR_KIND_SESSION_GROUP, &id);
  ear_record_set_id (link, EAR_SESSION_GROUP_SESSION, session);
  ear_record_set_id (link, EAR_SESSION_GROUP_GROUP, &group);
  ear_record_set (link, EAR_SESSION_GROUP_PEOPLE, equals == NULL ? NULL : equals + 1);
  return ear_store_put (store, link, error);
}

static gboolean
link_all (EarCli *cli, EarStore *store, EarKind kind, const EarId *record, GError **error)
{
  const char *const *groups = ear_cli_values (cli, "group");
  const char *const *themes = ear_cli_values (cli, "theme");
  g_autofree char *coder = ear_cli_coder (cli, store);
  EarId id;

  for (guint i = 0; groups != NULL && groups[i] != NULL; i++)
    {
      if (kind == EAR_KIND_SESSION ? !link_session_group (store, record, groups[i], error)
                                   : !ear_cli_find (store, EAR_KIND_GROUP, groups[i], &id, error)
                                         || !ear_csv_link (store, EAR_KIND_CONTRIBUTION_GROUP, record, &id, error))
        return FALSE;
    }
  for (guint i = 0; themes != NULL && themes[i] != NULL; i++)
    {
      if (!ear_cli_find (store, EAR_KIND_THEME, themes[i], &id, error)
          || !ear_cli_code_voice (store, record, &id, coder, error))
        return FALSE;
    }
  return TRUE;
}

/* Voices stand in the order they were said in: after the last of the session. */
static gboolean
set_position (EarStore *store, EarRecord *voice, GError **error)
{
  g_autoptr (GPtrArray) others = NULL;
  EarId session;
  EarVoiceFilter filter = { .session = &session, .oldest_first = TRUE };
  gint64 position = 0;

  if (!ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &session))
    return TRUE;
  others = ear_voice_list (store, &filter, 0, 0, error);
  if (others == NULL)
    return FALSE;
  /* Those without a position stand last. */
  for (guint i = others->len; i > 0 && position == 0; i--)
    {
      g_autoptr (EarRecord) last = ear_store_get (store, EAR_KIND_CONTRIBUTION, &((EarVoice *) others->pdata[i - 1])->id, error);

      if (last == NULL)
        return FALSE;
      position = MAX (0, ear_record_get_integer (last, EAR_CONTRIBUTION_POSITION));
    }
  ear_record_set_integer (voice, EAR_CONTRIBUTION_POSITION, position + 1);
  return TRUE;
}

/* Unless it was published by others, whose workbook it is in held it, as where one is begun in the window. */
static gboolean
set_organisation (EarStore *store, EarRecord *session, GError **error)
{
  EarId own;

  if (ear_record_get (session, EAR_SESSION_ORGANISATION) != NULL || ear_record_get (session, EAR_SESSION_SOURCE) != NULL
      || g_strcmp0 (ear_record_get (session, EAR_SESSION_NATURE), "published") == 0)
    return TRUE;
  if (!ear_store_own_organisation (store, &own, error))
    return FALSE;
  if (!ear_id_is_none (&own))
    ear_record_set_id (session, EAR_SESSION_ORGANISATION, &own);
  return TRUE;
}

static gboolean
write_record (EarCli *cli, EarStore *store, EarRecord *record, GError **error)
{
  if (!set_fields (cli, store, record, error)
      || (record->kind == EAR_KIND_SESSION && !set_organisation (store, record, error))
      || (record->kind == EAR_KIND_CONTRIBUTION && !set_position (store, record, error)) || !ear_store_put (store, record, error))
    return FALSE;
  return link_all (cli, store, record->kind, &record->id, error);
}

static char *
read_words (GError **error)
{
  g_autofree char *words = g_malloc (EAR_MAX_PROSE_BYTES + 2);
  gsize size;

  if (isatty (STDIN_FILENO))
    ear_output_note ("%s", _ ("Type what was said. Ctrl+D on an empty line ends it."));
  size = fread (words, 1, EAR_MAX_PROSE_BYTES + 1, stdin);
  words[size] = '\0';
  if (ferror (stdin))
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT, _ ("Standard input could not be read: %s. Nothing was changed."), g_strerror (errno));
  else if (size > EAR_MAX_PROSE_BYTES || memchr (words, '\0', size) != NULL || !g_utf8_validate_len (words, size, NULL))
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT,
                 _ ("Standard input is not UTF-8 text of at most %d bytes. Nothing was changed."), EAR_MAX_PROSE_BYTES);
  else
    return g_steal_pointer (&words);
  return NULL;
}

/* Reading comes before the workbook is opened, so that it is not locked while somebody types. */
static gboolean
prepare (EarCli *cli, EarRecord *record, GError **error)
{
  g_autofree char *words = NULL;

  if (record->kind == EAR_KIND_SESSION)
    {
      if (!ear_cli_has (cli, "theme") && !ear_cli_has (cli, "coder"))
        return TRUE;
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("A session has no theme of its own; give it to the voices in it."));
      return FALSE;
    }
  if (ear_cli_has (cli, "text") || ear_cli_has (cli, "original"))
    return TRUE;
  words = read_words (error);
  if (words == NULL)
    return FALSE;
  ear_record_set (record, EAR_CONTRIBUTION_TEXT, words);
  if (ear_record_get (record, EAR_CONTRIBUTION_TEXT) != NULL)
    return TRUE;
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_INPUT, _ ("Nothing was said, so nothing was added."));
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  int kind = ear_term_index (kinds, ear_cli_argument (cli, 1));
  g_autoptr (EarRecord) record = NULL;
  g_autoptr (EarStore) store = NULL;
  g_autofree char *id = NULL;

  if (kind < 0)
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say what to add: session or contribution."));
      return FALSE;
    }
  record = ear_record_new (kind == 0 ? EAR_KIND_SESSION : EAR_KIND_CONTRIBUTION);
  id = ear_id_to_string (&record->id);
  if (!prepare (cli, record, error) || (store = ear_cli_open (cli, error)) == NULL || !ear_store_begin (store, error))
    return FALSE;
  if (!write_record (cli, store, record, error))
    {
      ear_store_rollback (store);
      return FALSE;
    }
  if (!ear_store_commit (store, error))
    return FALSE;
  ear_output_say ("%s", id);
  return TRUE;
}

const EarVerb ear_cli_add = {
  .name = "add",
  .arguments = "WORKBOOK session|contribution",
  .summary = N_ ("Record one session, or one voice"),
  .details = N_ ("Adds one session, or one contribution to a session, and prints its id. What was said is taken from --text or from standard "
                 "input. Every field of the record can be given: those without an option of their own with --set, such as "
                 "--set \"notes=Held in the library\".\n"
                 "Never write people's names: a participant is a label such as “Speaker 2”."),
  .example = "--session \"Coffee morning\" --feeling idea --group Carers thurrock.earshot contribution --text \"A break once a month\"",
  .options = options,
  .words = kinds,
  .least = 2,
  .most = 2,
  .run = run,
};
