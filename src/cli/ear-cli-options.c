/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the command line by the verbs' tables, and says what they take. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (ear-cli-error-quark, ear_cli_error)

static const char *const generate_choices[] = { "completion", "man", NULL };

const EarOption ear_cli_global_options[] = {
  { "generate", 0, N_ ("WHAT"), N_ ("Write the completion for bash, or a manual page (of a verb that follows)"),
    EAR_OPTION_PLAIN, generate_choices },
  { "help", 'h', NULL, N_ ("Say how it is used"), EAR_OPTION_PLAIN, NULL },
  { "version", 0, NULL, N_ ("Say which version this is"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* Both of these may stand before the verb or after it. */
const EarOption ear_cli_passphrase_options[] = {
  { "passphrase-file", 'p', N_ ("FILE"), N_ ("Read the passphrase from the first line of a file; without it, it is asked for"),
    EAR_OPTION_FILE, NULL },
  { NULL },
};

const EarOption ear_cli_format_options[] = {
  { "format", 'f', N_ ("FORMAT"), N_ ("How the result is written: for people, as CSV or as JSON"), EAR_OPTION_PLAIN,
    ear_format_names },
  { NULL },
};

static const EarOption help_options[] = {
  { "help", 'h', NULL, N_ ("Say how this verb is used"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

const EarVerb *const ear_cli_verbs[] = {
  &ear_cli_init,
  &ear_cli_import,
  &ear_cli_add,
  &ear_cli_code,
  &ear_cli_agreement,
  &ear_cli_coverage,
  &ear_cli_list,
  &ear_cli_show,
  &ear_cli_search,
  &ear_cli_export,
  &ear_cli_merge,
  &ear_cli_merges,
  &ear_cli_undo,
  &ear_cli_look,
  &ear_cli_quarantine,
  &ear_cli_devices,
  &ear_cli_card,
  &ear_cli_unseal,
  &ear_cli_folder,
  &ear_cli_summary,
  &ear_cli_report,
  &ear_cli_editions,
  &ear_cli_quotes,
  &ear_cli_digest,
  &ear_cli_check,
  &ear_cli_backup,
  &ear_cli_strategies,
  &ear_cli_codebook,
  &ear_cli_map,
  &ear_cli_withdraw,
  &ear_cli_action,
  &ear_cli_coproduction,
  &ear_cli_assembly,
  NULL,
};

#define MAX_TABLES 4

/* What one parse reads by. */
typedef struct
{
  EarCli *cli;
  const EarOption *tables[MAX_TABLES + 1];
  GPtrArray *entries; /* strings the GOptionEntry array lends to GLib */
} Parse;

/**
 * ear_cli_describe_option:
 *
 * Returns: (transfer full): what --help says of it.
 */
char *
ear_cli_describe_option (const EarOption *option, gboolean with_choices)
{
  g_autofree char *choices = option->choices == NULL ? NULL : g_strjoinv (", ", (char **) option->choices);
  const char *help = _ (option->help);
  const char *again = option->flags & EAR_OPTION_REPEATABLE ? _ (" (may be given several times)") : "";

  if (choices != NULL && with_choices)
    return g_strdup_printf (_ ("%s; one of: %s%s"), help, choices, again);
  return g_strconcat (help, again, NULL);
}

const EarVerb *
ear_cli_find_verb (const char *name)
{
  for (guint i = 0; ear_cli_verbs[i] != NULL; i++)
    {
      if (g_str_equal (ear_cli_verbs[i]->name, name))
        return ear_cli_verbs[i];
    }
  return NULL;
}

static const EarOption *
find_option (const Parse *parse, const char *typed)
{
  for (guint t = 0; parse->tables[t] != NULL; t++)
    {
      for (const EarOption *option = parse->tables[t]; option->name != NULL; option++)
        {
          if (g_str_has_prefix (typed, "--") ? g_str_equal (typed + 2, option->name) : typed[1] == option->letter)
            return option;
        }
    }
  return NULL;
}

static gboolean
check_value (const EarOption *option, const char *value, GError **error)
{
  g_autofree char *choices = NULL;

  if (option->flags & EAR_OPTION_FILE)
    return TRUE;
  if (!g_utf8_validate (value, -1, NULL))
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("The argument of --%s is not UTF-8 text."), option->name);
      return FALSE;
    }
  if (option->choices == NULL || g_strv_contains (option->choices, value))
    return TRUE;
  choices = g_strjoinv (", ", (char **) option->choices);
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s does not take “%s”. It takes one of: %s."), option->name, value,
               choices);
  return FALSE;
}

static gboolean
take_value_cb (const char *typed, const char *value, gpointer data, GError **error)
{
  Parse *parse = data;
  const EarOption *option = find_option (parse, typed);
  GPtrArray *values = g_hash_table_lookup (parse->cli->values, option->name);

  if (value != NULL && !check_value (option, value, error))
    return FALSE;
  if (values != NULL && option->argument != NULL && !(option->flags & EAR_OPTION_REPEATABLE))
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s was given twice; only one can hold."), option->name);
      return FALSE;
    }
  if (values == NULL)
    {
      values = g_ptr_array_new_null_terminated (0, g_free, TRUE);
      g_hash_table_insert (parse->cli->values, (char *) option->name, values);
    }
  g_ptr_array_add (values, g_strdup (value == NULL ? "" : value));
  return TRUE;
}

/* File names must reach us as they were typed, and GLib's own conversion fails where the locale is plain C: all
 * arguments are taken as bytes, and check_value() looks at them. */
static void
add_entries (GOptionGroup *group, Parse *parse, const EarOption *options)
{
  for (const EarOption *option = options; option->name != NULL; option++)
    {
      GOptionEntry entry[2] = { 0 };
      char *help = ear_cli_describe_option (option, TRUE);

      g_ptr_array_add (parse->entries, help);
      entry[0].long_name = option->name;
      entry[0].short_name = option->letter;
      entry[0].flags = option->argument == NULL ? G_OPTION_FLAG_NO_ARG : G_OPTION_FLAG_FILENAME;
      entry[0].arg = G_OPTION_ARG_CALLBACK;
      entry[0].arg_data = (gpointer) (void (*) (void)) take_value_cb;
      entry[0].description = help;
      entry[0].arg_description = option->argument == NULL ? NULL : _ (option->argument);
      g_option_group_add_entries (group, entry);
    }
}

static GOptionContext *
new_context (Parse *parse, const EarVerb *verb)
{
  GOptionContext *context = g_option_context_new (verb == NULL ? _ ("VERB …") : verb->arguments);
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, parse, NULL);

  g_option_context_set_main_group (context, group);
  g_option_context_set_help_enabled (context, FALSE);
  for (guint t = 0; parse->tables[t] != NULL; t++)
    add_entries (group, parse, parse->tables[t]);
  return context;
}

static void
choose_tables (Parse *parse, const EarVerb *verb)
{
  guint n = 0;

  if (verb == NULL || verb->options != NULL)
    parse->tables[n++] = verb == NULL ? ear_cli_global_options : verb->options;
  parse->tables[n++] = ear_cli_passphrase_options;
  if (verb == NULL || verb->lists)
    parse->tables[n++] = ear_cli_format_options;
  if (verb != NULL)
    parse->tables[n++] = help_options;
  parse->tables[n] = NULL;
}

static gboolean
run_parse (EarCli *cli, const EarVerb *verb, gboolean up_to_verb, GStrv *arguments, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  Parse parse = { .cli = cli, .entries = entries };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) local = NULL;

  choose_tables (&parse, verb);
  context = new_context (&parse, verb);
  g_option_context_set_strict_posix (context, up_to_verb);
  if (g_option_context_parse_strv (context, arguments, &local))
    return TRUE;
  if (local->domain == G_OPTION_ERROR)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
note_format (EarCli *cli)
{
  const char *format = ear_cli_value (cli, "format");

  for (guint i = 0; format != NULL && ear_format_names[i] != NULL; i++)
    {
      if (g_str_equal (format, ear_format_names[i]))
        cli->format = (EarFormat) i;
    }
}

/**
 * ear_cli_parse_global:
 * @arguments: (inout): as main() got them; afterwards the program's name, the verb and what follows it
 */
gboolean
ear_cli_parse_global (EarCli *cli, GStrv *arguments, GError **error)
{
  cli->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  cli->arguments = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  return run_parse (cli, NULL, TRUE, arguments, error);
}

static gboolean
check_count (EarCli *cli, GError **error)
{
  const EarVerb *verb = cli->verb;

  if (cli->arguments->len >= verb->least && cli->arguments->len <= verb->most)
    return TRUE;
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
               cli->arguments->len < verb->least ? _ ("Something is missing. It goes: %s %s %s")
                                                 : _ ("That is one argument too many. It goes: %s %s %s"),
               EAR_CLI_NAME, verb->name, verb->arguments);
  return FALSE;
}

/**
 * ear_cli_parse_verb:
 * @arguments: (inout): the program's name, the verb and what follows it
 *
 * With --help nothing more is asked of the command line.
 */
gboolean
ear_cli_parse_verb (EarCli *cli, GStrv *arguments, GError **error)
{
  gboolean past_dashes = FALSE;

  if (!run_parse (cli, cli->verb, FALSE, arguments, error))
    return FALSE;
  note_format (cli);
  for (guint i = 2; (*arguments)[i] != NULL; i++)
    {
      const char *argument = (*arguments)[i];

      /* GLib leaves the dashes that end the options where something like an option follows. */
      if (!past_dashes && g_str_equal (argument, "--"))
        past_dashes = TRUE;
      else
        g_ptr_array_add (cli->arguments, g_strdup (argument));
    }
  if (ear_cli_has (cli, "help"))
    return TRUE;
  if (ear_cli_has (cli, "format") && !cli->verb->lists)
    {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("%s writes no list, so --format has no meaning."), cli->verb->name);
      return FALSE;
    }
  return check_count (cli, error);
}

void
ear_cli_clear (EarCli *cli)
{
  g_clear_pointer (&cli->values, g_hash_table_unref);
  g_clear_pointer (&cli->arguments, g_ptr_array_unref);
  g_clear_object (&cli->cancellable);
}

/**
 * ear_cli_values:
 *
 * Returns: (transfer none) (nullable): everything given for an option, NULL-terminated.
 */
const char *const *
ear_cli_values (const EarCli *cli, const char *option)
{
  GPtrArray *values = g_hash_table_lookup (cli->values, option);

  return values == NULL ? NULL : (const char *const *) values->pdata;
}

const char *
ear_cli_value (const EarCli *cli, const char *option)
{
  const char *const *values = ear_cli_values (cli, option);

  return values == NULL ? NULL : values[0];
}

gboolean
ear_cli_has (const EarCli *cli, const char *option)
{
  return g_hash_table_contains (cli->values, option);
}

/**
 * ear_cli_argument:
 *
 * Returns: (transfer none) (nullable): the argument that is no option, counted from 0.
 */
const char *
ear_cli_argument (const EarCli *cli, guint n)
{
  return n < cli->arguments->len ? g_ptr_array_index (cli->arguments, n) : NULL;
}

/**
 * ear_cli_number:
 * @number: (inout): left as it is where the option was not given
 */
gboolean
ear_cli_number (const EarCli *cli, const char *option, guint most, guint *number, GError **error)
{
  const char *value = ear_cli_value (cli, option);
  guint64 parsed;

  if (value == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (value, 10, 1, most, &parsed, NULL))
    {
      *number = (guint) parsed;
      return TRUE;
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s takes a whole number from 1 to %u."), option, most);
  return FALSE;
}

static void
append_verbs (GString *text)
{
  g_string_append_printf (text, "%s\n", _ ("Verbs:"));
  for (guint i = 0; ear_cli_verbs[i] != NULL; i++)
    g_string_append_printf (text, "  %-12s %s\n", ear_cli_verbs[i]->name, _ (ear_cli_verbs[i]->summary));
  g_string_append_printf (text, _ ("\n“%s VERB --help” says more of each.\n"), EAR_CLI_NAME);
}

#define HELP_COLUMNS 80

/**
 * ear_cli_help:
 * @verb: (nullable): %NULL for the whole program
 *
 * Returns: (transfer full): what --help prints.
 */
char *
ear_cli_help (const EarVerb *verb)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  Parse parse = { .entries = entries };
  g_autoptr (GOptionContext) context = NULL;
  g_autofree char *name = verb == NULL ? g_strdup (EAR_CLI_NAME) : g_strdup_printf ("%s %s", EAR_CLI_NAME, verb->name);
  g_autofree char *details = NULL;
  g_autofree char *example = NULL;
  g_autofree char *help = NULL;
  g_autoptr (GString) text = NULL;

  choose_tables (&parse, verb);
  context = new_context (&parse, verb);
  g_set_prgname (name);
  if (verb != NULL)
    {
      details = ear_output_wrap (_ (verb->details), HELP_COLUMNS, "\n\n");
      g_option_context_set_summary (context, details);
      example = g_strdup_printf ("%s\n  %s %s", _ ("Example:"), name, verb->example);
      g_option_context_set_description (context, example);
    }
  help = g_option_context_get_help (context, TRUE, NULL);
  text = g_string_new (help);
  if (verb == NULL)
    append_verbs (text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
