/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The completion for bash, from the verbs' tables. */
#include "ear-cli.h"

static void
append_names (GString *text, const EarOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    g_string_append_printf (text, " --%s", options->name);
}

/* One line "pattern) what to offer ;;" for each option with an argument. */
static void
append_arguments (GString *text, const char *verb, const EarOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      g_autofree char *letter = options->letter == 0 ? NULL : g_strdup_printf (" | %s:-%c", verb, options->letter);

      if (options->argument == NULL)
        continue;
      g_string_append_printf (text, "    %s:--%s%s) ", verb, options->name, letter == NULL ? "" : letter);
      if (options->choices != NULL)
        {
          g_autofree char *choices = g_strjoinv (" ", (char **) options->choices);

          g_string_append_printf (text, "words '%s'", choices);
        }
      else if (options->flags & EAR_OPTION_FILE)
        g_string_append (text, "files");
      else
        g_string_append (text, ":");
      g_string_append (text, " ;;\n");
    }
}

static void
append_verb (GString *text, const EarVerb *verb)
{
  g_autofree char *words = verb->words == NULL ? NULL : g_strjoinv (" ", (char **) verb->words);

  g_string_append_printf (text, "    %s)\n      options='", verb->name);
  append_names (text, verb->options);
  append_names (text, ear_cli_passphrase_options);
  if (verb->lists)
    append_names (text, ear_cli_format_options);
  g_string_append_printf (text, " --help'\n      arguments='%s'\n      ;;\n", words == NULL ? "" : words);
}

static void
append_verb_names (GString *text)
{
  for (guint i = 0; ear_cli_verbs[i] != NULL; i++)
    g_string_append_printf (text, " %s", ear_cli_verbs[i]->name);
}

static const char beginning[]
  = "# bash completion for " EAR_CLI_NAME ", made by “" EAR_CLI_NAME " --generate completion”: change the tables there.\n"
    "_earshot_cli() {\n"
    "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb='' i options arguments\n"
    "  COMPREPLY=()\n"
    "  words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\"); }\n"
    "  files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); }\n"
    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "    case ${COMP_WORDS[i]} in\n";

static const char after_names[]
  = "    esac\n"
    "  done\n"
    "  case $verb:$before in\n";

static const char before_options[]
  = "    *) _earshot_cli_more ;;\n"
    "  esac\n"
    "  unset -f words files\n"
    "}\n"
    "\n"
    "_earshot_cli_more() {\n"
    "  case $verb in\n";

static const char end[]
  = "  esac\n"
    "  case $word in\n"
    "    -*) words \"$options\" ;;\n"
    "    *)\n"
    "      if [[ -z $verb ]]; then words \"$arguments\"; return; fi\n"
    "      files\n"
    "      if [[ -n $arguments ]]; then\n"
    "        local found=(\"${COMPREPLY[@]}\")\n"
    "        words \"$arguments\"\n"
    "        COMPREPLY+=(\"${found[@]}\")\n"
    "      fi\n"
    "      ;;\n"
    "  esac\n"
    "}\n"
    "\n"
    "complete -F _earshot_cli " EAR_CLI_NAME "\n";

/**
 * ear_cli_generate_completion:
 *
 * Returns: (transfer full): a file for bash's completions folder.
 */
char *
ear_cli_generate_completion (void)
{
  g_autoptr (GString) text = g_string_new (beginning);
  const char *between = "      ";

  for (guint i = 0; ear_cli_verbs[i] != NULL; i++, between = " | ")
    g_string_append_printf (text, "%s%s", between, ear_cli_verbs[i]->name);
  g_string_append (text, ") verb=${COMP_WORDS[i]}; break ;;\n");
  g_string_append (text, after_names);
  append_arguments (text, "*", ear_cli_passphrase_options);
  append_arguments (text, "*", ear_cli_format_options);
  append_arguments (text, "", ear_cli_global_options);
  for (guint i = 0; ear_cli_verbs[i] != NULL; i++)
    append_arguments (text, ear_cli_verbs[i]->name, ear_cli_verbs[i]->options);
  g_string_append (text, before_options);
  for (guint i = 0; ear_cli_verbs[i] != NULL; i++)
    append_verb (text, ear_cli_verbs[i]);
  g_string_append (text, "    *)\n      options='");
  append_names (text, ear_cli_global_options);
  append_names (text, ear_cli_passphrase_options);
  append_names (text, ear_cli_format_options);
  g_string_append (text, "'\n      arguments='");
  append_verb_names (text);
  g_string_append (text, "'\n      ;;\n");
  g_string_append (text, end);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
