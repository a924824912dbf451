/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of earshot-cli share. Each verb is one table in a file of its own; what is read from the command
 * line, what --help says, the completion of the shell and the manual pages all follow from that table. */
#pragma once

#include <gio/gio.h>

#include "ear-cli-output.h"
#include "ear-insight.h"
#include "ear-report.h"
#include "ear-store.h"
#include "ear-voice-query.h"

G_BEGIN_DECLS

#define EAR_CLI_NAME "earshot-cli"

#define EAR_CLI_ERROR (ear_cli_error_quark ())

typedef enum
{
  EAR_CLI_ERROR_USAGE,     /* the command line itself is wrong: exit 2 */
  EAR_CLI_ERROR_NOT_FOUND, /* no such record, theme, place … */
  EAR_CLI_ERROR_INPUT,     /* a file or standard input that cannot be read or used */
  EAR_CLI_ERROR_OUTPUT,    /* where it was to be written cannot take it */
  EAR_CLI_ERROR_DAMAGED,
} EarCliError;

GQuark ear_cli_error_quark (void);

typedef enum
{
  EAR_OPTION_PLAIN = 0,
  EAR_OPTION_REPEATABLE = 1 << 0,
  EAR_OPTION_FILE = 1 << 1, /* its argument is a file's name */
} EarOptionFlags;

/* A table of options ends with one that has no name. */
typedef struct
{
  const char *name;           /* without the dashes */
  char letter;                /* 0: none */
  const char *argument;       /* what --help calls its argument; NULL: it takes none */
  const char *help;           /* one sentence */
  EarOptionFlags flags;
  const char *const *choices; /* the only arguments it takes; NULL: any */
} EarOption;

typedef struct _EarCli EarCli;
typedef struct _EarVerb EarVerb;

struct _EarVerb
{
  const char *name;
  const char *arguments; /* "WORKBOOK FILE…" */
  const char *summary;   /* a line without a full stop */
  const char *details;   /* paragraphs with a line break between */
  const char *example;   /* what follows the verb */
  const EarOption *options;
  const char *const *words; /* what the argument after WORKBOOK may be; NULL: anything */
  guint least, most;        /* arguments */
  gboolean lists;           /* takes --format */
  gboolean (*run) (EarCli *cli, GError **error);
};

/* One run of the program. */
struct _EarCli
{
  const EarVerb *verb;  /* NULL until it is known */
  GHashTable *values;   /* an option's name → its arguments, a NULL-terminated GPtrArray */
  GPtrArray *arguments; /* the others, NULL-terminated */
  EarFormat format;
  GCancellable *cancellable; /* by SIGINT, SIGTERM and SIGHUP */
};

extern const EarOption ear_cli_global_options[];
extern const EarOption ear_cli_passphrase_options[];
extern const EarOption ear_cli_format_options[];
extern const EarVerb *const ear_cli_verbs[]; /* NULL-terminated, in the order of --help */

extern const EarVerb ear_cli_init, ear_cli_import, ear_cli_add, ear_cli_code, ear_cli_list, ear_cli_show, ear_cli_search,
    ear_cli_export, ear_cli_merge, ear_cli_summary, ear_cli_report, ear_cli_digest, ear_cli_check, ear_cli_backup,
    ear_cli_strategies, ear_cli_codebook, ear_cli_map, ear_cli_withdraw, ear_cli_merges, ear_cli_undo,
    ear_cli_quarantine, ear_cli_devices, ear_cli_card, ear_cli_unseal, ear_cli_folder, ear_cli_look,
    ear_cli_agreement, ear_cli_editions, ear_cli_quotes, ear_cli_action, ear_cli_coproduction, ear_cli_coverage, ear_cli_assembly;

/* ear-cli-options.c: from tables to GOptionContext. */
gboolean ear_cli_parse_global (EarCli *cli, GStrv *arguments, GError **error);
gboolean ear_cli_parse_verb (EarCli *cli, GStrv *arguments, GError **error);
char *ear_cli_help (const EarVerb *verb);
char *ear_cli_describe_option (const EarOption *option, gboolean with_choices);
const EarVerb *ear_cli_find_verb (const char *name);
void ear_cli_clear (EarCli *cli);
const char *ear_cli_value (const EarCli *cli, const char *option);
const char *const *ear_cli_values (const EarCli *cli, const char *option);
gboolean ear_cli_has (const EarCli *cli, const char *option);
const char *ear_cli_argument (const EarCli *cli, guint n);
gboolean ear_cli_number (const EarCli *cli, const char *option, guint most, guint *number, GError **error);

/* ear-cli-generate.c, ear-cli-man.c */
char *ear_cli_generate_completion (void);
char *ear_cli_generate_man (const EarVerb *verb);

/* ear-cli-workbook.c: opening, finding, and what else most verbs do. Results are freed by the caller. */
EarStore *ear_cli_open (EarCli *cli, GError **error);
gboolean ear_cli_find (EarStore *store, EarKind kind, const char *name, EarId *id, GError **error);
gboolean ear_cli_find_option (EarCli *cli, EarStore *store, const char *option, EarKind kind, EarId *id, const EarId **found,
                              GError **error);
gboolean ear_cli_ensure_organisation (EarStore *store, const char *name, const char *sector, EarId *id, GError **error);
char *ear_cli_coder (const EarCli *cli, EarStore *store);
gboolean ear_cli_code_voice (EarStore *store, const EarId *contribution, const EarId *theme, const char *coder, GError **error);
char *ear_cli_label (EarStore *store, EarKind kind, const EarId *id);
char *ear_cli_kind_plural (EarKind kind);
void ear_cli_scrub (EarCli *cli, EarStore *store);
gboolean ear_cli_read_preset (const char *text, EarPreset *preset, GError **error);
gboolean ear_cli_refuse_workbook (EarStore *store, const char *path, GError **error);

/* ear-cli-progress.c */
typedef struct
{
  gint64 began;
  gboolean shown;
  const char *doing; /* (nullable) a file's name */
} EarCliProgress;

void ear_cli_progress_begin (EarCliProgress *progress, const char *doing);
void ear_cli_progress_cb (double fraction, gpointer progress);
void ear_cli_progress_end (EarCliProgress *progress);

/* ear-cli-voices.c: what list, search and summary share. */
extern const char *const ear_cli_voice_sorts[];
#define EAR_CLI_VOICE_FILTERS                                                                                          \
  { "group", 0, N_ ("NAME"), N_ ("Only voices of this group or one below it"), EAR_OPTION_PLAIN, NULL },               \
      { "and-group", 0, N_ ("NAME"), N_ ("Only voices that are of this group as well"), EAR_OPTION_PLAIN, NULL },      \
      { "theme", 0, N_ ("NAME"), N_ ("Only voices with this theme or one below it"), EAR_OPTION_PLAIN, NULL },         \
      { "and-theme", 0, N_ ("NAME"), N_ ("Only voices that have this theme as well"), EAR_OPTION_PLAIN, NULL },        \
      { "priority", 0, N_ ("NAME"), N_ ("Only voices that are evidence for this priority"), EAR_OPTION_PLAIN, NULL },  \
      { "place", 0, N_ ("NAME"), N_ ("Only voices from this place or one inside it"), EAR_OPTION_PLAIN, NULL },        \
      { "session", 0, N_ ("NAME"), N_ ("Only voices of this session"), EAR_OPTION_PLAIN, NULL },                       \
      { "organisation", 0, N_ ("NAME"), N_ ("Only voices that this organisation heard"), EAR_OPTION_PLAIN, NULL },     \
      { "feeling", 0, N_ ("FEELING"), N_ ("Only voices with this feeling"), EAR_OPTION_PLAIN, EAR_TERMS_FEELING },     \
      { "permission", 0, N_ ("PERMISSION"), N_ ("Only voices with this permission"), EAR_OPTION_PLAIN,                 \
        EAR_TERMS_PERMISSION },                                                                                        \
      { "coder", 0, N_ ("NAME"), N_ ("Only voices coded by this coder; with --theme, with that theme"), EAR_OPTION_PLAIN, NULL },\
      { "month", 0, N_ ("YYYY-MM"), N_ ("Only voices of this month"), EAR_OPTION_PLAIN, NULL },                        \
      { "quarter", 0, N_ ("YYYY-Qn"), N_ ("Only voices of this quarter, such as 2026-Q1"), EAR_OPTION_PLAIN, NULL },   \
      { "financial-year", 0, N_ ("YYYY-YY"), N_ ("Only voices of this year from April to March, such as 2026-27"),     \
        EAR_OPTION_PLAIN, NULL },                                                                                      \
      { "from", 0, N_ ("DAY"), N_ ("Only voices of this day or later, YYYY-MM-DD"), EAR_OPTION_PLAIN, NULL },          \
      { "to", 0, N_ ("DAY"), N_ ("Only voices of this day or earlier, YYYY-MM-DD"), EAR_OPTION_PLAIN, NULL },          \
      { "saved", 0, N_ ("NAME"), N_ ("The filter that was saved under this name, with what else is asked for"),        \
        EAR_OPTION_PLAIN, NULL },                                                                                      \
      { "uncoded", 0, NULL, N_ ("Only voices without a theme"), EAR_OPTION_PLAIN, NULL },                              \
  {                                                                                                                    \
    "needs-look", 0, NULL, N_ ("Only voices in which something waits for a decision"), EAR_OPTION_PLAIN, NULL          \
  }
/* Of a list, beside the filters. */
#define EAR_CLI_VOICE_ORDER                                                                                            \
  { "sort", 0, N_ ("ORDER"), N_ ("What comes first (now: oldest)"), EAR_OPTION_PLAIN, ear_cli_voice_sorts },           \
  {                                                                                                                    \
    "count", 0, NULL, N_ ("Say only how many there are"), EAR_OPTION_PLAIN, NULL                                       \
  }
#define EAR_CLI_VOICE_LIMIT                                                                                            \
  {                                                                                                                    \
    "limit", 0, N_ ("NUMBER"), N_ ("At most this many voices"), EAR_OPTION_PLAIN, NULL                                 \
  }

/* The filter that the options say, and what it points to beside @cli. To be cleared, and not to be copied. */
typedef struct
{
  EarVoiceFilter filter;
  EarId ids[8];
  char *from, *to;
  EarVoiceQuery *saved;
} EarCliFilter;

gboolean ear_cli_read_filter (EarCli *cli, EarStore *store, EarCliFilter *read, GError **error);
void ear_cli_filter_clear (EarCliFilter *read);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarCliFilter, ear_cli_filter_clear)
gboolean ear_cli_read_day (EarCli *cli, const char *option, gboolean last, char **day, GError **error);

/* ear-cli-subject.c: which report is meant, for report and quotes. */
#define EAR_CLI_REPORT_SUBJECT                                                                                         \
  { "template", 'T', N_ ("KIND"), N_ ("What kind of report: annual, strategy, group, place or plain; annual without it"), \
    EAR_OPTION_PLAIN, NULL },                                                                                          \
      { "strategy", 's', N_ ("NAME"), N_ ("Only this strategy; without it, each one that a theme is mapped to"),       \
        EAR_OPTION_PLAIN, NULL },                                                                                      \
      { "group", 'g', N_ ("NAME"), N_ ("Whom a report of the kind group is about"), EAR_OPTION_PLAIN, NULL },          \
  {                                                                                                                    \
    "place", 0, N_ ("NAME"), N_ ("Which place a report of the kind place is about"), EAR_OPTION_PLAIN, NULL            \
  }

/* What @options points to, so it is not to be copied. */
typedef struct
{
  EarReportOptions options;
  EarPreset preset;
  EarId strategy, group, place;
} EarCliSubject;

gboolean ear_cli_read_subject (EarCli *cli, EarCliSubject *subject, GError **error);
gboolean ear_cli_find_subject (EarCli *cli, EarStore *store, EarCliSubject *subject, GError **error);

gboolean ear_cli_print_voices (EarCli *cli, EarStore *store, const char *search, GError **error);

G_END_DECLS
